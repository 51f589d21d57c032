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
import { sum } from '@entrepot/kernel';
import type { KnownOrder, Payment, Transfer } from './order-state';

export function paymentRequested(order: KnownOrder, event: PaymentRequested): KnownOrder {
  const tenderIds = event.tenders.map(({ tenderId }) => tenderId);
  return pay(order, { status: 'requested', payBy: event.payBy, covers: event.total, tenderIds });
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
      return captured(order, event);
    case 'refunded':
      return refunded(order, event);
    case 'released':
      return pay(order, { release: 'done' });
    case 'extended':
      return pay(withPayment(order, event.reference, 'extended'), {
        covers: payment.covers + event.amount,
        extensionIds: [...payment.extensionIds, event.reference],
      });
    case 'extension_declined':
      return withPayment(order, event.reference, 'declined');
  }
}

function captured(order: KnownOrder, event: OrderPaymentUpdated): KnownOrder {
  const { payment } = order;
  const { captures, missed } = payment;
  const after = settle(captures, event);
  const capture = missedAfter(missed.capture, captures, event, () => foreign(order, after) - foreign(order, captures));
  return pay(order, { captures: after, missed: { ...missed, capture } });
}

function refunded(order: KnownOrder, event: OrderPaymentUpdated): KnownOrder {
  const { refunds, missed, givenBackForUs: before } = order.payment;
  const refund = missedAfter(missed.refund, refunds, event, () => event.amount);
  const isAsked = refunds.some(({ id, asked }) => id === event.reference && asked !== undefined);
  const givenBackForUs = isAsked ? before : before + missed.refund - refund;
  return pay(order, { refunds: settle(refunds, event), missed: { ...missed, refund }, givenBackForUs });
}

/**
 * What others captured: neither asked for, nor announced when it was authorised, nor taken at once for a change of lines that came
 * after that.
 */
function foreign({ payment: { announced, tenderIds }, changes }: KnownOrder, captures: readonly Transfer[]): number {
  const ofChange = (id: string) => !tenderIds.includes(id) && changes.some(({ changeId }) => changeId === id);
  const unasked = captures.filter(({ id, asked }) => asked === undefined && !ofChange(id));
  return Math.max(0, sum(unasked.map(({ amount = 0 }) => amount)) - announced);
}

/** More is missed when less was moved than asked for, and less when others moved it. */
function missedAfter(
  missed: number,
  transfers: readonly Transfer[],
  { reference, amount }: OrderPaymentUpdated,
  madeGood: () => number,
): number {
  const { asked, amount: before = asked } = transfers.find(({ id }) => id === reference) ?? {};
  if (asked === undefined || before === undefined) return Math.max(0, missed - madeGood());
  return missed + Math.max(0, asked - amount) - Math.max(0, asked - before);
}

export function extensionRequested(order: KnownOrder, event: PaymentExtensionRequested): KnownOrder {
  const { change } = order;
  return change === undefined ? order : { ...order, change: { ...change, payment: 'asked', payBy: event.payBy } };
}

function withPayment(order: KnownOrder, changeId: string, payment: 'extended' | 'declined'): KnownOrder {
  const { change } = order;
  return change?.changeId === changeId ? { ...order, change: { ...change, payment } } : order;
}

/** A return of which nothing counted is met here for the first time. */
export function returnRefunded(order: KnownOrder, { returnId, amount }: OrderReturnRefunded): KnownOrder {
  const refund = 'done' as const;
  const isKnown = order.returns.some((entry) => entry.returnId === returnId);
  if (!isKnown) return { ...order, returns: [...order.returns, { returnId, amount, refund }] };
  const returns = order.returns.map((entry) => (entry.returnId === returnId ? { ...entry, refund } : entry));
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
