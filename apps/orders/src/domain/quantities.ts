import type { ShipLine } from '@entrepot/contracts/shared';
import type { KnownOrder, Line, Reservation, Shipment } from './order-state';
import { lessLines, without } from './stock-lines';

/** Pieces of a line that are still sold: neither cancelled nor returned. */
export function remainingOf(line: Line): number {
  return line.quantity - line.cancelled - line.returned;
}

/** Every line with the pieces of it that are still sold. */
export function remaining(order: KnownOrder): ShipLine[] {
  return order.lines
    .map((line) => ({ lineId: line.lineId, sku: line.sku, quantity: remainingOf(line) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Not handed over yet, and it may still be. */
export const isOpen = ({ status }: Shipment): boolean => status === 'requested';

/** The carrier has it, or the customer. */
export const isHandedOver = ({ status }: Shipment): boolean => status === 'picked_up' || status === 'delivered';

export const isDelivered = ({ status }: Shipment): boolean => status === 'delivered';

/** Something was handed over and has neither been lost nor come back. */
export function anyHandedOver(order: KnownOrder): boolean {
  return order.shipments.some(isHandedOver);
}

/** Lines of the shipments that are like that, less what the customer has sent back already. */
export function shippedLines(order: KnownOrder, like: (shipment: Shipment) => boolean): ShipLine[] {
  const lines = order.shipments.filter(like).flatMap((shipment) => shipment.lines);
  const merged = new Map<string, ShipLine>();
  for (const line of lines) {
    const quantity = (merged.get(line.lineId)?.quantity ?? 0) + line.quantity;
    merged.set(line.lineId, { ...line, quantity });
  }
  const returned = order.lines.map(({ lineId, returned }) => ({ lineId, quantity: returned }));
  return lessLines([...merged.values()], returned);
}

/** What is still sold and neither on its way nor about to be: to be reserved, or to be shipped. */
export function unshipped(order: KnownOrder): ShipLine[] {
  return lessLines(
    remaining(order),
    shippedLines(order, (shipment) => isOpen(shipment) || isHandedOver(shipment)),
  );
}

/** What a place holds for the order and no shipment has claimed. */
export function freeStock(order: KnownOrder, reservation: Reservation) {
  const claimed = order.shipments
    .filter((shipment) => isOpen(shipment) && shipment.reservationId === reservation.reservationId)
    .flatMap((shipment) => shipment.lines);
  return without(reservation.left, claimed);
}

/** The places that hold something for the order. */
export function holding(order: KnownOrder): Reservation[] {
  return order.reservations.filter(
    ({ status, releaseAsked, changeId }) => status === 'reserved' && !releaseAsked && changeId === undefined,
  );
}
