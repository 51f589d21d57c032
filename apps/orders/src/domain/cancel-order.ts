import { OrderCancellationRequested, ShipmentVoidRequested } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { DomainError, ignored, never, type Decide, type Decision } from '@entrepot/kernel';
import { cancel } from './follow-up-cancelling';
import type { KnownOrder, Order, Shipment } from './order-state';
import { refuseSecondChange } from './changeable';
import { checkedLines } from './cancelled-lines';
import { isHandedOver, isOpen, remaining, shippedLines, unshipped } from './quantities';
import { known, proceed } from './saga';
import type { Saga, SagaPolicy } from './saga-policy';
import { lessLines, pieces } from './stock-lines';
import { toldReason } from './told-reason';

export interface Cancelling {
  readonly orderId: string;
  readonly reason: string;
  /** Left out: everything. */
  readonly lines?: readonly OrderLineQuantity[];
  /** The lines are known to be those of pieces that the order has left. */
  readonly isChecked?: boolean;
  readonly occurredAt?: string;
}

/**
 * Somebody does not want the order, or pieces of it, any more. At once as long as no parcel is on its way; else carriers are
 * asked first. What was delivered is a matter of returns.
 */
export const cancelOrder =
  (policy: SagaPolicy): Decide<Order, Cancelling> =>
  (state, wish, given) => {
    const order = known(state, wish.orderId);
    const { orderId } = wish;
    switch (order.phase) {
      case 'placed':
      case 'reserving':
      case 'backordered':
      case 'paying':
      case 'confirmed':
      case 'shipping':
        return cancelNow(order, wish, { policy, given });
      case 'cancelling':
        return cancelMore(order, wish, { policy, given });
      case 'delivered':
        throw new DomainError('order.delivered', { orderId });
      case 'closed':
        throw new DomainError('order.closed', { orderId });
      case 'cancelled':
        throw new DomainError('order.already-cancelled', { orderId });
      default:
        return never(order.phase);
    }
  };

function cancelNow(order: KnownOrder, wish: Cancelling, saga: Saga): Decision {
  const lines = wish.lines === undefined ? remaining(order) : checked(order, wish.lines, wish.isChecked);
  const isWhole = lessLines(remaining(order), lines).length === 0;
  if (wish.lines !== undefined) refuseSecondChange(order);
  const isFree = lessLines(lines, unshipped(order)).length === 0;
  if (isFree) return proceed(order, cancel(order, lines, wish.reason, wish.occurredAt), saga);
  return isWhole ? callEverythingBack(order, wish, saga) : voidFor(order, wish, lines, saga);
}

function checked(order: KnownOrder, lines: readonly OrderLineQuantity[], isChecked = false) {
  return isChecked ? lines : checkedLines(order, lines);
}

/** The whole order: parcels that have left are called back as well, where the carrier was not asked in vain before. */
function callEverythingBack(order: KnownOrder, wish: Cancelling, saga: Saga): Decision {
  const { orderId, reason, occurredAt } = wish;
  const isHopeless = ({ status, interception }: Shipment) => status === 'delivered' || interception === 'failed';
  const inVain = shippedLines(order, (shipment) => isHandedOver(shipment) && isHopeless(shipment));
  if (lessLines(remaining(order), inVain).length === 0) throw new DomainError('order.already-shipped', { orderId });
  const request = new OrderCancellationRequested({ orderId, reason, ...(occurredAt && { occurredAt }) });
  return proceed(order, [request], saga);
}

/** Pieces: as many shipments are voided as hold them; what else is in those is sent anew. Nothing that has left is called back. */
function voidFor(order: KnownOrder, wish: Cancelling, lines: readonly OrderLineQuantity[], saga: Saga): Decision {
  const { orderId, reason, occurredAt } = wish;
  let needed = lessLines(lines, unshipped(order));
  const voids: ShipmentVoidRequested[] = [];
  for (const shipment of order.shipments.filter((entry) => isOpen(entry) && !entry.voidRefused)) {
    const left = lessLines(needed, shipment.lines);
    if (pieces(left) === pieces(needed)) continue;
    needed = left;
    if (!shipment.voidAsked)
      voids.push(new ShipmentVoidRequested({ orderId, shipmentId: shipment.shipmentId, reason: toldReason(reason) }));
  }
  if (needed.length > 0) throw new DomainError('order.already-shipped', { orderId });
  const wanted = lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const request = new OrderCancellationRequested({
    orderId,
    reason,
    lines: wanted,
    ...(occurredAt && { occurredAt }),
  });
  return proceed(order, [request, ...voids], saga);
}

/** A cancellation is under way: that of the whole order takes in one of lines, any other has to wait. */
function cancelMore(order: KnownOrder, wish: Cancelling, saga: Saga): Decision {
  const { orderId } = wish;
  const isOfLines = order.cancellation?.lines !== undefined;
  if (wish.lines !== undefined) throw new DomainError('order.cancelling', { orderId });
  return isOfLines
    ? callEverythingBack(order, wish, saga)
    : ignored('the cancellation of the whole order is under way');
}
