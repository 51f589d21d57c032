import type { OrderAnswer, OrderAnswerHold, OrderAnswerReservation } from '@entrepot/contracts/orders';
import { DomainError } from '@entrepot/kernel';
import type { KnownOrder, Order, Reservation } from '../domain/order-state';
import { soldBundles } from '../domain/sold-bundles';
import { taxesIncluded } from '../domain/valuation';
import { orderRow } from '../views/order-row';

/** An order as callers see it; a 404 if there is none. */
export function orderAnswer(order: Order, orderId: string): OrderAnswer {
  if (order.status === 'none') throw new DomainError('order.not-found', { orderId });
  const { customer, priceDeviations, shortagePolicy, notes, door } = order.placed;
  const { shipTo, charges, tenders } = order;
  const hold = holdOf(order);
  return {
    ...orderRow(order),
    door,
    ...(customer && { customer }),
    shipTo,
    lines: order.lines.map(({ value: _value, spent: _spent, ...line }) => line),
    ...bundlesOf(order),
    charges: [...charges],
    taxesIncluded: taxesIncluded(charges),
    tenders: [...tenders],
    priceDeviations: [...priceDeviations],
    shortagePolicy,
    ...(notes !== undefined && { notes }),
    noteEntries: [...order.notes],
    ...(hold && { hold }),
    ...(order.cancelReason !== undefined && { cancelReason: order.cancelReason }),
    paymentId: order.payment.paymentId,
    ...movements(order),
    ...times(order),
  };
}

function bundlesOf(order: KnownOrder): Pick<OrderAnswer, 'bundles'> {
  const bundles = soldBundles(order).map(({ parts: _, ...bundle }) => bundle);
  return bundles.length > 0 ? { bundles } : {};
}

function movements(order: KnownOrder): Pick<OrderAnswer, 'reservations' | 'shipments' | 'changes' | 'returns'> {
  return {
    reservations: order.reservations.map(reservationAnswer),
    shipments: order.shipments.map(({ shipmentId, placeId, status, lines, toFormerAddress }) => ({
      shipmentId,
      placeId,
      state: status,
      lines: [...lines],
      ...(toFormerAddress && status !== 'voided' && { toFormerAddress }),
    })),
    changes: [...order.changes],
    returns: order.returns.map(({ returnId, amount, refund }) => ({ returnId, amount, refund })),
  };
}

function reservationAnswer({
  reservationId,
  placeId,
  status,
  left,
  releaseAsked,
}: Reservation): OrderAnswerReservation {
  const isEnded = releaseAsked || (status === 'reserved' && left.length === 0);
  return { reservationId, placeId, state: isEnded ? 'ended' : status };
}

function holdOf({ holds: { manual, skus } }: KnownOrder): OrderAnswerHold | undefined {
  if (manual === undefined && skus.length === 0) return undefined;
  const note = manual?.note;
  return { manual: manual !== undefined, ...(note !== undefined && { note }), skus: [...skus] };
}

function times({ deliveredAt, closesAt, routing: { retryAt }, phase }: KnownOrder) {
  return {
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(closesAt !== undefined && { closesAt }),
    ...(phase === 'backordered' && retryAt !== undefined && { retryAt }),
  };
}
