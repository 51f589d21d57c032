import type { OrderLineQuantity, ShipLine } from '@entrepot/contracts/shared';
import type { KnownOrder, Line, Reservation, Return, Shipment } from './order-state';
import { lessLines, without } from './stock-lines';

/** Pieces of a line that are still sold: neither cancelled nor returned. */
export function remainingOf(line: Line): number {
  return line.quantity - line.cancelled - line.returned;
}

/**
 * The saga asks the same of one state in many of its steps. States never change, so an answer is good for as long as its state is
 * there; nobody may change an answer.
 */
function onceAState<T>(answer: (order: KnownOrder) => T): (order: KnownOrder) => T {
  const known = new WeakMap<KnownOrder, T>();
  return (order) => {
    const found = known.get(order) ?? answer(order);
    known.set(order, found);
    return found;
  };
}

/** Every line with the pieces of it that are still sold. */
export const remaining = onceAState((order): readonly ShipLine[] =>
  order.lines
    .map((line) => ({ lineId: line.lineId, sku: line.sku, quantity: remainingOf(line) }))
    .filter(({ quantity }) => quantity > 0),
);

/** Not handed over yet, and it may still be. */
export const isOpen = ({ status }: Shipment): boolean => status === 'requested';

/** The carrier has it, or the customer. */
export const isHandedOver = ({ status }: Shipment): boolean => status === 'picked_up' || status === 'delivered';

/** Neither voided, lost nor back: the customer has it, or may still get it. */
export const isUpright = (shipment: Shipment): boolean => isOpen(shipment) || isHandedOver(shipment);

export const isDelivered = ({ status }: Shipment): boolean => status === 'delivered';

/** Something was handed over and has neither been lost nor come back. */
export function anyHandedOver(order: KnownOrder): boolean {
  return order.shipments.some(isHandedOver);
}

/** Lines of the shipments that are like that, less what the customer has sent back already. */
export function shippedLines(order: KnownOrder, like: (shipment: Shipment) => boolean): ShipLine[] {
  const lines = order.shipments.filter(like).flatMap((shipment) => shipment.lines);
  if (lines.length === 0) return [];
  const merged = new Map<string, ShipLine>();
  for (const line of lines) {
    const quantity = (merged.get(line.lineId)?.quantity ?? 0) + line.quantity;
    merged.set(line.lineId, { ...line, quantity });
  }
  const returned = order.lines.map(({ lineId, returned }) => ({ lineId, quantity: returned }));
  return lessLines([...merged.values()], returned);
}

/** Pieces of a return that are replaced, or are to be. */
export function replacedLines({ refund, lines = [], undone = [] }: Return): readonly OrderLineQuantity[] {
  return refund === 'exchanged' ? lessLines(lines, undone) : [];
}

/** What the carrier has, or the customer, less what was sent back. */
export const handedOver = onceAState((order): readonly ShipLine[] => shippedLines(order, isHandedOver));

/** What is still sold and neither on its way nor about to be: to be reserved, or to be shipped. */
export const unshipped = onceAState((order): readonly ShipLine[] =>
  lessLines(remaining(order), shippedLines(order, isUpright)),
);

/** What a place holds for the order and no shipment has claimed. */
export function freeStock(order: KnownOrder, reservation: Reservation) {
  const claimed = order.shipments
    .filter((shipment) => isOpen(shipment) && shipment.reservationId === reservation.reservationId)
    .flatMap((shipment) => shipment.lines);
  return without(reservation.left, claimed);
}

/** The places that hold something for the order. */
export const holding = onceAState((order): readonly Reservation[] =>
  order.reservations.filter(
    ({ status, releaseAsked, changeId }) => status === 'reserved' && !releaseAsked && changeId === undefined,
  ),
);
