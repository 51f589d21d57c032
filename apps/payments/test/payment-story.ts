import type { PaymentRequested } from '@entrepot/contracts/orders';
import type { AnyEvent, Decide, Given } from '@entrepot/kernel';
import { evolvePayment } from '../src/domain/payment-fold';
import { NO_PAYMENT, type Payment, type PaymentEvent, type StartedPayment } from '../src/domain/payment';
import { extendPayment } from '../src/domain/extend-payment';
import { releasePayment } from '../src/domain/release-payment';
import { requestCapture } from '../src/domain/request-capture';
import { requestRefund } from '../src/domain/request-refund';
import { startPayment } from '../src/domain/start-payment';
import type { AuthorisationOutcome } from '../src/domain/settle-authorisation';
import { settleAuthorisation } from '../src/domain/settle-authorisation';
import { settleCapture, type CaptureOutcome } from '../src/domain/settle-capture';
import { settleRefund, type RefundOutcome } from '../src/domain/settle-refund';
import { settleVoid, type VoidOutcome } from '../src/domain/settle-void';
import type { ProviderPayment } from '../src/domain/provider-payment';

export type EventOf<T extends PaymentEvent['type']> = Extract<PaymentEvent, { type: T }>;
type AskedTender = PaymentRequested['tenders'][number];

const NAMES = { paymentId: 'pay_1', orderId: 'ord_1' };

export function aCard(tenderId: string, amount: number, more: Partial<AskedTender> = {}): AskedTender {
  return { tenderId, method: 'card', amount, capture: 'manual', heldBy: 'psp', ...more };
}

export function aVoucher(tenderId: string, amount: number, more: Partial<AskedTender> = {}): AskedTender {
  return { ...aCard(tenderId, amount), method: 'voucher', ...more };
}

/** A payment at the provider; by default it holds all of `amount` and took nothing. */
export function atProvider(amount: number, more: Partial<ProviderPayment> = {}): ProviderPayment {
  return {
    providerReference: 'psp_1',
    status: 'authorised',
    amount,
    currency: 'EUR',
    captured: 0,
    refunded: 0,
    captures: more.captured ? [{ reference: 'by-hand', amount: more.captured }] : [],
    refunds: more.refunded ? [{ reference: 'by-hand-back', amount: more.refunded }] : [],
    ...more,
  };
}

/** One payment's life in a test: every step decides, folds, and keeps what was recorded. */
export class PaymentStory {
  payment: Payment = NO_PAYMENT;
  now = '2026-03-01T10:00:00.000Z';
  readonly events: PaymentEvent[] = [];
  private inputs = 0;

  /** Decides on an input; answers the types of the recorded events, or why it was ignored. */
  when<I, D>(decide: Decide<Payment, I, D>, input: I): string[] | string {
    this.inputs += 1;
    const given: Given = {
      merchantId: 'acme',
      key: NAMES.paymentId,
      now: this.now,
      inputId: `input-${this.inputs}`,
      read: () => {
        throw new Error('no other stream is read');
      },
    };
    const decision = decide(this.payment, input, given, undefined as D);
    if (decision.kind === 'ignored') return decision.reason;
    for (const event of JSON.parse(JSON.stringify(decision.events)) as PaymentEvent[]) this.record(event);
    return decision.events.map((event: AnyEvent) => event.type);
  }

  started(...tenders: AskedTender[]): this {
    this.asked(tenders);
    return this;
  }

  asked(tenders: AskedTender[], total = tenders.reduce((all, tender) => all + tender.amount, 0)): string[] | string {
    const payBy = '2026-03-01T10:15:00.000Z';
    const request = { type: 'PaymentRequested', ...NAMES, currency: 'EUR', total, tenders, payBy } as PaymentRequested;
    return this.when(startPayment, request);
  }

  /** The provider answers the authorisation of a tender. */
  answered(tenderId: string, answer: ProviderPayment | { reason: string }): string[] | string {
    const intent = this.latest('TenderAuthorisationRequested', tenderId);
    const outcome: AuthorisationOutcome =
      'reason' in answer
        ? { kind: 'refused', reason: answer.reason }
        : answer.status === 'pending'
          ? { kind: 'pending', final: false, payment: answer }
          : { kind: 'decided', payment: answer };
    return this.when(settleAuthorisation, { intent, outcome });
  }

  /** The provider authorised these tenders in full. */
  authorised(...tenderIds: string[]): this {
    for (const tenderId of tenderIds) {
      const { amount } = this.latest('TenderAuthorisationRequested', tenderId);
      this.answered(tenderId, atProvider(amount, { providerReference: `psp_${tenderId}` }));
    }
    return this;
  }

  /** The provider took the money of these tenders at once. */
  paid(...tenderIds: string[]): this {
    for (const tenderId of tenderIds) {
      const { amount } = this.latest('TenderAuthorisationRequested', tenderId);
      const taken = { status: 'captured', captured: amount, providerReference: `psp_${tenderId}` } as const;
      this.answered(tenderId, atProvider(amount, taken));
    }
    return this;
  }

  captureAsked(captureId: string, amount: number): string[] | string {
    return this.when(requestCapture, { type: 'PaymentCaptureRequested', ...NAMES, captureId, amount });
  }

  refundAsked(refundId: string, amount: number): string[] | string {
    return this.when(requestRefund, { type: 'RefundRequested', ...NAMES, refundId, amount, reason: 'returned' });
  }

  releaseAsked(reason = 'order-cancelled'): string[] | string {
    return this.when(releasePayment, { type: 'PaymentReleaseRequested', ...NAMES, reason });
  }

  /** Orders ask for one more tender. */
  extensionAsked(extensionId: string, tender: AskedTender): string[] | string {
    const payBy = '2026-03-01T10:15:00.000Z';
    return this.when(extendPayment, { type: 'PaymentExtensionRequested', ...NAMES, extensionId, tender, payBy });
  }

  captureEnded(tenderId: string, outcome?: CaptureOutcome): string[] | string {
    const intent = this.latest('TenderCaptureRequested', tenderId);
    return this.when(settleCapture, { intent, outcome: outcome ?? { kind: 'captured', amount: intent.amount } });
  }

  refundEnded(tenderId: string, outcome?: RefundOutcome): string[] | string {
    const intent = this.latest('TenderRefundRequested', tenderId);
    return this.when(settleRefund, { intent, outcome: outcome ?? { kind: 'refunded', amount: intent.amount } });
  }

  voidEnded(tenderId: string, outcome: VoidOutcome = { kind: 'voided' }): string[] | string {
    return this.when(settleVoid, { intent: this.latest('TenderVoidRequested', tenderId), outcome });
  }

  /** The newest event of a type, of a tender if one is named. */
  latest<T extends PaymentEvent['type']>(type: T, tenderId?: string): EventOf<T> {
    const found = this.events.findLast(
      (event) =>
        event.type === type && (tenderId === undefined || ('tenderId' in event && event.tenderId === tenderId)),
    );
    if (found === undefined) throw new Error(`no ${type} ${tenderId ?? ''}`);
    return found as EventOf<T>;
  }

  all<T extends PaymentEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  get current(): StartedPayment {
    if (this.payment.status === 'none') throw new Error('the payment has not begun');
    return this.payment;
  }

  statusOf(tenderId: string): string {
    return this.current.tenders.find((tender) => tender.terms.tenderId === tenderId)?.status ?? 'unknown';
  }

  private record(event: PaymentEvent): void {
    this.events.push(event);
    this.payment = evolvePayment(this.payment, event, this.now);
  }
}
