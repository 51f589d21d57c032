import { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { paymentIdOf } from '../../../apps/payments/src/domain/references';
import { capturedOf, refundedOf, type HeldPayment } from './provider';

/** What the provider tells of a payment by webhook, as it is read. */
export function noticeOf(
  merchantId: string,
  noticeId: string,
  payment: HeldPayment,
  at: number,
): ProviderNoticeReceived {
  const { reference, orderId, amount, currency } = payment.request;
  return new ProviderNoticeReceived({
    ...{ provider: 'psp', noticeId, paymentId: paymentIdOf(merchantId, orderId), tenderReference: reference },
    ...{ providerReference: payment.providerReference, amount, currency },
    kind: payment.status === 'declined' ? 'declined' : 'authorised',
    captured: capturedOf(payment),
    refunded: refundedOf(payment),
    occurredAt: new Date(Math.floor(at)).toISOString(),
  });
}
