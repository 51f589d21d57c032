import type { PaymentSummary } from '@entrepot/contracts/payments';
import { Projects, type RowRef } from '@entrepot/messaging';
import { PaymentStream, type Payment } from '../domain/payment';
import { moneyOf } from '../domain/money-of';

/** A row of the list of payments; its id is the paymentId. */
export type PaymentRow = Omit<PaymentSummary, 'paymentId'>;

@Projects({ of: PaymentStream, view: 'payments', indexes: [{ orderId: 1 }, { state: 1 }] })
export class PaymentsView {
  row(payment: Payment, { at }: RowRef): PaymentRow | undefined {
    if (payment.status === 'none') return undefined;
    const { orderId, status, currency, total } = payment;
    return { orderId, state: status, currency, total, ...moneyOf(payment), updatedAt: at };
  }
}
