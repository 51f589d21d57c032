import { Injectable } from '@nestjs/common';
import { NOTICE_KINDS, ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { DomainError } from '@entrepot/kernel';
import { verifySignature } from '@entrepot/platform';
import { NoticeReader, type NoticeDelivery } from '../domain/notice-reader';
import { paymentIdOf } from '../domain/references';
import { PaymentsConfig } from '../payments.config';
import { faultsOf, SandboxNotice } from './sandbox-wire';

type Kind = ProviderNoticeReceived['kind'];

/** Reads the signed webhooks of the sandbox's payment provider. */
@Injectable()
export class SandboxNotices extends NoticeReader {
  constructor(private readonly config: PaymentsConfig) {
    super();
  }

  read({ merchantId, headers, rawBody, secrets }: NoticeDelivery): ProviderNoticeReceived {
    const { pspWebhookSecret, pspWebhookToleranceSeconds: toleranceSeconds } = this.config;
    const header = headers['psp-signature'];
    verifySignature({ secret: secrets ?? pspWebhookSecret, header, rawBody, toleranceSeconds });
    const { id, type, createdAt, data } = parse(rawBody);
    const { payment } = data;
    return new ProviderNoticeReceived({
      provider: 'psp',
      noticeId: id,
      paymentId: paymentIdOf(merchantId, payment.orderReference),
      ...(payment.reference === undefined ? {} : { tenderReference: payment.reference }),
      providerReference: payment.id,
      kind: kindOf(type),
      amount: payment.amount,
      captured: payment.capturedAmount,
      refunded: payment.refundedAmount,
      currency: payment.currency,
      occurredAt: createdAt,
    });
  }
}

function parse(rawBody: Uint8Array | undefined): SandboxNotice {
  const body = parseJson(rawBody);
  const faults = faultsOf(SandboxNotice, body);
  if (faults.length > 0) throw new DomainError('notice.unreadable', {}, faults);
  return body as SandboxNotice;
}

function parseJson(rawBody: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody ?? []).toString('utf8')) as unknown;
  } catch {
    throw new DomainError('notice.unreadable', {}, [{ field: '', rule: 'json', message: 'must be JSON' }]);
  }
}

/** A kind that we do not know is kept as `other`: providers add kinds without asking. */
function kindOf(type: string): Kind {
  const word = type.replace(/^payment\./, '');
  return NOTICE_KINDS.find((kind) => kind === word) ?? 'other';
}
