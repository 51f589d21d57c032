import { deriveId } from '@entrepot/kernel';

/** The payment of an order; orders name it the same way, so that a notice that only knows the order finds it. */
export function paymentIdOf(merchantId: string, orderId: string): string {
  return deriveId('pay', merchantId, orderId);
}

/**
 * Our references at the provider. Each names one call for ever, so repeating it cannot move money twice. What is captured or
 * refunded of the tender so far (`captured`, `refunded`) tells two calls for one request apart.
 */
export const reference = {
  authorisation: (paymentId: string, tenderId: string): string => deriveId('aut', paymentId, tenderId),
  capture: (paymentId: string, tenderId: string, captureId: string, captured: number): string =>
    deriveId('cpt', paymentId, tenderId, captureId, captured),
  void: (paymentId: string, tenderId: string, captured: number): string =>
    deriveId('voi', paymentId, tenderId, captured),
  refund: (paymentId: string, tenderId: string, refundId: string, refunded: number): string =>
    deriveId('rfd', paymentId, tenderId, refundId, refunded),
};

/** What a payment that nobody declared is handled under. */
export function undeclaredId(providerReference: string): string {
  return deriveId('und', providerReference);
}

/**
 * The refund of a tender that goes back unasked. What is captured and refunded of it so far tells two of them apart: more money may
 * come in, and a provider may give back only a part at a time.
 */
export function giveBackId(
  paymentId: string,
  tenderId: string,
  { captured, refunded }: { readonly captured: number; readonly refunded: number },
): string {
  return deriveId('gbk', paymentId, tenderId, captured, refunded);
}

/** A capture or refund that the provider made without being asked by us; `reference` is what it calls it. */
export function foreignId(paymentId: string, tenderId: string, kind: 'capture' | 'refund', reference: string): string {
  return deriveId('ext', paymentId, tenderId, kind, reference);
}

export function inquiryId(paymentId: string, tenderId: string, cause: string): string {
  return deriveId('inq', paymentId, tenderId, cause);
}
