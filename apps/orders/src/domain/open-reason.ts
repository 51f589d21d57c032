import type { OpenReason } from '@entrepot/contracts/orders';
import { never } from '@entrepot/kernel';
import { missedCapture, missedRefund, open, pendingCapture, refundedUnasked } from './balance';
import type { KnownOrder } from './order-state';

/** Why money is open; undefined when none is. */
export function openReason(order: KnownOrder): OpenReason | undefined {
  const amount = open(order);
  if (amount === 0) return undefined;
  if (amount < 0) return missedRefund(order) > 0 ? 'refund-failed' : 'refund-pending';
  return reasonOf(order);
}

function reasonOf(order: KnownOrder): OpenReason {
  switch (order.status) {
    case 'held':
      return 'held';
    case 'placed':
    case 'reserving':
      return 'awaiting-stock';
    case 'backordered':
      return 'backordered';
    case 'paying':
      return 'awaiting-payment';
    case 'cancelling':
      return 'cancellation-under-way';
    case 'confirmed':
    case 'shipping':
    case 'delivered':
    case 'closed':
    case 'cancelled':
      return reasonAtHandOver(order);
    default:
      return never(order.status);
  }
}

function reasonAtHandOver(order: KnownOrder): OpenReason {
  if (pendingCapture(order) > 0) return 'capture-pending';
  if (missedCapture(order) > 0) return 'capture-failed';
  return refundedUnasked(order) > 0 ? 'refunded-elsewhere' : 'not-handed-over';
}
