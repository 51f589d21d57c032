import { Injectable } from '@nestjs/common';
import { traceHeaders } from '@entrepot/platform';
import { WebhookSender } from '../clients/webhook-sender';
import { Faults } from '../domain/faults';
import type { Payment } from '../domain/payment';
import { SandboxConfig } from '../sandbox.config';

export type NoticeKind = 'authorised' | 'captured' | 'declined' | 'voided' | 'refunded';

/** Tells the merchant's system what became of a payment, by signed webhook. */
@Injectable()
export class PspNotices {
  private count = 0;
  private readonly run = Date.now().toString(36);

  constructor(
    private readonly sender: WebhookSender,
    private readonly faults: Faults,
    private readonly config: SandboxConfig,
  ) {}

  tell(kind: NoticeKind, payment: Payment): void {
    const merchantId = payment.metadata['merchantId'];
    if (merchantId === undefined) return;
    this.count += 1;
    // As it is now: it may have changed when a late webhook goes out.
    const body = JSON.stringify({
      id: `evt_${this.run}_${this.count}`,
      type: `payment.${kind}`,
      createdAt: new Date().toISOString(),
      data: { payment },
    });
    const url = this.config.pspWebhookUrl.replace('{merchantId}', encodeURIComponent(merchantId));
    const webhook = { url, secret: this.config.pspWebhookSecret, header: 'psp-signature', body, trace: traceHeaders() };
    this.sender.send(webhook, this.faults.dials.psp?.webhooks, this.faults.chance);
  }

  /** Decides something later that is told then. */
  later(ms: number, decide: () => void): void {
    this.sender.foresee(ms, decide);
  }

  /** What a payment that was just made or decided is told as. */
  tellState(payment: Payment): void {
    if (payment.status === 'authorised' || payment.status === 'captured' || payment.status === 'declined') {
      this.tell(payment.status, payment);
    }
  }
}
