import { defineErrors } from '@entrepot/kernel';

/** Refusal codes of payments. */
export const paymentErrors = defineErrors({
  'payment.not-found': { kind: 'not-found', message: 'There is no payment {paymentId}' },
  'payment.conflict': { kind: 'conflict', message: 'Payment {paymentId} was already asked for with other tenders' },
  'payment.tenders-invalid': { kind: 'invalid', message: 'The tenders of payment {paymentId} are not usable: {rule}' },
  'payment.request-conflict': {
    kind: 'conflict',
    message: 'The {request} {requestId} was already asked for with another amount ({amount})',
  },
  'notice.unreadable': { kind: 'invalid', message: 'The notice is not one of this provider' },
});
