import type {
  OrderConfirmed,
  OrderPaymentUpdated,
  OrderReturnRefunded,
  PaymentCaptureRequested,
  PaymentExtensionRequested,
  PaymentReleaseRequested,
  PaymentRequested,
  RefundRequested,
} from '@entrepot/contracts/orders';
import type { KnownOrder, Payment, Transfer } from './order-state';

export function paymentRequested(order: KnownOrder, event: PaymentRequested): KnownOrder {
  return pay(order, { status: 'requested', payBy: event.payBy, covers: event.total });
}

/** An order that costs nothing is confirmed without a payment. */
export function confirmed(order: KnownOrder, event: OrderConfirmed): KnownOrder {
  if (order.payment.status === 'none') return order;
  return pay(order, { status: 'authorised', announced: event.captured });
}

export function captureRequested(order: KnownOrder, event: PaymentCaptureRequested): KnownOrder {
  const { captures } = order.payment;
  return pay(order, { captures: [...captures, { id: event.captureId, asked: event.amount }] });
}

/** A release of another payment than ours is only a message to payments. */
export function paymentReleaseRequested(order: KnownOrder, event: PaymentReleaseRequested): KnownOrder {
  if (event.paymentId !== order.payment.paymentId) return order;
  return pay(order, { release: 'asked', releasedEarly: order.payment.status === 'requested' });
}

export function refundRequested(order: KnownOrder, event: RefundRequested): KnownOrder {
  const { refundId, amount, returnId } = event;
  const refunds = [...order.payment.refunds, { id: refundId, asked: amount, ...(returnId && { returnId }) }];
  const returns = order.returns.map((entry) =>
    entry.returnId === returnId ? { ...entry, refund: 'asked' as const } : entry,
  );
  return { ...pay(order, { refunds }), returns };
}

export function paymentUpdated(order: KnownOrder, event: OrderPaymentUpdated): KnownOrder {
  const { payment } = order;
  switch (event.kind) {
    case 'authorised':
      return pay(order, { status: 'authorised', announced: event.amount });
    case 'declined':
      return pay(order, { status: 'declined' });
    case 'captured':
      return pay(order, { captures: settle(payment.captures, event) });
    case 'refunded':
      return pay(order, { refunds: settle(payment.refunds, event) });
    case 'released':
      return pay(order, { release: 'done' });
    case 'extended':
      return pay(withPayment(order, event.reference, 'extended'), { covers: payment.covers + event.amount });
    case 'extension_declined':
      return withPayment(order, event.reference, 'declined');
  }
}

export function extensionRequested(order: KnownOrder, event: PaymentExtensionRequested): KnownOrder {
  const { change } = order;
  return change === undefined ? order : { ...order, change: { ...change, payment: 'asked', payBy: event.payBy } };
}

function withPayment(order: KnownOrder, changeId: string, payment: 'extended' | 'declined'): KnownOrder {
  const { change } = order;
  return change?.changeId === changeId ? { ...order, change: { ...change, payment } } : order;
}

export function returnRefunded(order: KnownOrder, event: OrderReturnRefunded): KnownOrder {
  const returns = order.returns.map((entry) =>
    entry.returnId === event.returnId ? { ...entry, refund: 'done' as const } : entry,
  );
  return { ...order, returns };
}

function settle(transfers: readonly Transfer[], { reference, amount }: OrderPaymentUpdated): readonly Transfer[] {
  const isAsked = transfers.some(({ id }) => id === reference);
  if (!isAsked) return [...transfers, { id: reference, amount }];
  return transfers.map((transfer) => (transfer.id === reference ? { ...transfer, amount } : transfer));
}

function pay(order: KnownOrder, change: Partial<Payment>): KnownOrder {
  return { ...order, payment: { ...order.payment, ...change } };
}
