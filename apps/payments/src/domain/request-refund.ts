import type { RefundRequested } from '@entrepot/contracts/orders';
import { ignored, type Decide } from '@entrepot/kernel';
import { Journal } from './journal';
import { isAskedAlready } from './known-request';
import { proceed } from './next-steps';
import { started, type Payment } from './payment';
import { takeWish } from './serve-wishes';

/** Gives back the newest captures first, never more than was captured; the rest is told as a shortfall. */
export const requestRefund: Decide<Payment, RefundRequested> = (state, request, given) => {
  const payment = started(state, request.paymentId);
  const { refundId: id, amount } = request;
  if (isAskedAlready(payment, { kind: 'refund', id, amount })) return ignored('this refund was asked for before');
  const journal = new Journal(payment, given);
  takeWish(journal, { kind: 'refund', id, amount });
  proceed(journal);
  return journal.decision('nothing to refund');
};
