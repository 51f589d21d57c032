import { Refusal } from './refusal';

export const PAYMENT_STATUSES = ['pending', 'authorised', 'captured', 'declined', 'voided', 'refunded'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** A partial movement of a payment, named by the caller's reference. */
export interface Movement {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
}

/** A payment as the provider's API shows it; amounts in minor units. */
export interface Payment {
  readonly id: string;
  readonly reference: string;
  readonly orderReference: string;
  readonly amount: number;
  readonly currency: string;
  readonly method: string;
  readonly createdAt: string;
  readonly metadata: Readonly<Record<string, string>>;
  status: PaymentStatus;
  declineCode?: string;
  capturedAmount: number;
  refundedAmount: number;
  voidedAmount: number;
  readonly captures: Movement[];
  readonly refunds: Movement[];
  readonly voids: Movement[];
}

export interface MovementRequest {
  readonly reference: string;
  readonly amount: number;
}

function refuseUnless(condition: boolean, code: string, message: string): void {
  if (!condition) throw new Refusal(409, code, message);
}

function movement(payment: Payment, kind: string, request: MovementRequest, count: number): Movement {
  return { id: `${payment.id}_${kind}${count + 1}`, reference: request.reference, amount: request.amount };
}

/** Whether it was asked for before. Another amount under a known reference is not a repeat: the caller would take it for done. */
function isRepeat(made: readonly Movement[], { reference, amount }: MovementRequest): boolean {
  const known = made.find((one) => one.reference === reference);
  refuseUnless(
    known === undefined || known.amount === amount,
    'reference_reused',
    `The reference names a movement of another amount: ${known?.amount}.`,
  );
  return known !== undefined;
}

function refuseNothing({ amount }: MovementRequest): void {
  refuseUnless(amount > 0, 'amount_too_small', 'The amount must be above 0.');
}

/** Takes authorised money; a reference that was used before changes nothing. False: it was a repeat. */
export function capture(payment: Payment, request: MovementRequest): boolean {
  if (isRepeat(payment.captures, request)) return false;
  refuseNothing(request);
  refuseUnless(payment.status !== 'voided', 'already_voided', 'The payment was voided.');
  refuseUnless(
    ['authorised', 'captured'].includes(payment.status),
    'not_authorised',
    `The payment is ${payment.status}.`,
  );
  const left = payment.amount - payment.capturedAmount - payment.voidedAmount;
  refuseUnless(request.amount <= left, 'amount_too_large', `At most ${left} can be captured.`);
  payment.captures.push(movement(payment, 'cap', request, payment.captures.length));
  payment.capturedAmount += request.amount;
  payment.status = 'captured';
  return true;
}

/** Gives up what is authorised and not captured. False: nothing was left to give up. */
export function voidPayment(payment: Payment, reference: string): boolean {
  if (payment.voids.some((made) => made.reference === reference)) return false;
  const left = payment.amount - payment.capturedAmount - payment.voidedAmount;
  refuseUnless(payment.status !== 'declined', 'not_authorised', 'The payment was declined.');
  refuseUnless(
    left > 0,
    payment.capturedAmount > 0 ? 'already_captured' : 'already_voided',
    'Nothing is left to void.',
  );
  payment.voids.push(movement(payment, 'void', { reference, amount: left }, payment.voids.length));
  payment.voidedAmount += left;
  if (payment.capturedAmount === 0) payment.status = 'voided';
  return true;
}

/** Gives captured money back; a reference that was used before changes nothing. False: it was a repeat. */
export function refund(payment: Payment, request: MovementRequest): boolean {
  if (isRepeat(payment.refunds, request)) return false;
  refuseNothing(request);
  const left = payment.capturedAmount - payment.refundedAmount;
  refuseUnless(request.amount <= left, 'amount_too_large', `At most ${left} can be refunded.`);
  payment.refunds.push(movement(payment, 'ref', request, payment.refunds.length));
  payment.refundedAmount += request.amount;
  if (payment.refundedAmount === payment.amount) payment.status = 'refunded';
  return true;
}
