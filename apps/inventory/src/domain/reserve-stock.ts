import { StockReservationRefused, StockReserved } from '@entrepot/contracts/inventory';
import type { StockReservationRequested } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, never, type Decide, type Decision, type Given } from '@entrepot/kernel';
import type { Reservation, Shortage } from './reservation';
import { available, book, stockKey, StockStream } from './stock';
import { samePieces, summed, type Line } from './stock-lines';

/** Sets all lines aside at the place, or, if one SKU is short, none of them. */
export const reserveStock: Decide<Reservation, StockReservationRequested> = (reservation, request, given) => {
  switch (reservation.status) {
    case 'none':
      return attempt(request, given);
    case 'refused':
      return alreadyAnswered(request, reservation, shortBy(reservation.shortages, summed(request.lines)));
    case 'held':
    case 'done':
      return alreadyAnswered(request, reservation, samePieces(reservation.lines, request.lines));
    default:
      return never(reservation);
  }
};

function attempt(request: StockReservationRequested, given: Given): Decision {
  const { reservationId, orderId, placeId, expiresAt } = request;
  const lines = summed(request.lines);
  const shortages = shortagesAt(placeId, lines, given);
  if (shortages.length > 0) {
    return decided(new StockReservationRefused({ reservationId, orderId, placeId, shortages }));
  }
  let decision = decided(new StockReserved({ reservationId, orderId, placeId, lines, expiresAt }));
  const cause = { causeType: 'reservation', causeId: reservationId } as const;
  for (const { sku, quantity } of lines) {
    decision = book(decision, given, { sku, placeId, ...cause, onHandDelta: 0, reservedDelta: quantity });
  }
  return decision;
}

function shortagesAt(placeId: string, lines: readonly Line[], given: Given): Shortage[] {
  const shortages: Shortage[] = [];
  for (const { sku, quantity } of lines) {
    const free = available(given.read(StockStream, stockKey(sku, placeId)));
    if (free < quantity) shortages.push({ sku, wanted: quantity, available: free });
  }
  return shortages;
}

/** An id names one request: the same id for other pieces is a mistake of the sender, not a repeat. */
function alreadyAnswered(
  { reservationId, orderId, placeId }: StockReservationRequested,
  known: { readonly orderId: string; readonly placeId: string },
  samePieces: boolean,
): Decision {
  if (known.orderId === orderId && known.placeId === placeId && samePieces) return ignored('answered already');
  throw new DomainError('reservation.conflict', { reservationId });
}

/** A refusal keeps only what was short: a repeat must have been short of the same. */
function shortBy(shortages: readonly Shortage[], lines: readonly Line[]): boolean {
  return shortages.every(({ sku, wanted }) => lines.some((line) => line.sku === sku && line.quantity === wanted));
}
