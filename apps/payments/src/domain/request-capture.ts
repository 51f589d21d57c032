import type { PaymentCaptureRequested } from '@entrepot/contracts/orders';
import { ignored, type Decide } from '@entrepot/kernel';
import { Journal } from './journal';
import { isAskedAlready } from './known-request';
import { proceed } from './next-steps';
import { started, type Payment } from './payment';
import { takeWish } from './serve-wishes';

/** Captures vouchers and wallets first and cards last; what is not authorised any more is told as a shortfall. */
export const requestCapture: Decide<Payment, PaymentCaptureRequested> = (state, request, given) => {
  const payment = started(state, request.paymentId);
  const { captureId: id, amount } = request;
  if (isAskedAlready(payment, { kind: 'capture', id, amount })) return ignored('this capture was asked for before');
  const journal = new Journal(payment, given);
  takeWish(journal, { kind: 'capture', id, amount });
  proceed(journal);
  return journal.decision('nothing to capture');
};
