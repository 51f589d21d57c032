import { StockReleased } from '@entrepot/contracts/inventory';
import type { StockReleaseRequested } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, never, type Decide, type Decision, type Given } from '@entrepot/kernel';
import { remainingOf, type Holding, type Reservation } from './reservation';
import { book } from './stock';
import { clipped, without } from './stock-lines';

/** Gives back what the order no longer wants: the lines asked for, or all that is left. */
export const releaseStock: Decide<Reservation, StockReleaseRequested> = (reservation, request, given) => {
  switch (reservation.status) {
    case 'none':
      throw new DomainError('reservation.not-found', { reservationId: request.reservationId });
    case 'refused':
      return ignored('was refused: it holds nothing');
    case 'done':
      return ignored('nothing is left of it');
    case 'held':
      return release(reservation, request, given);
    default:
      return never(reservation);
  }
};

function release(holding: Holding, { reservationId, lines: wanted }: StockReleaseRequested, given: Given): Decision {
  const { orderId, placeId } = holding;
  const held = remainingOf(holding);
  const lines = wanted === undefined ? held : clipped(wanted, held);
  if (lines.length === 0) return ignored('nothing is left of these lines');
  const remaining = without(held, lines);
  let decision = decided(new StockReleased({ reservationId, orderId, placeId, lines, remaining }));
  const cause = { causeType: 'release', causeId: reservationId } as const;
  for (const { sku, quantity } of lines) {
    decision = book(decision, given, { sku, placeId, ...cause, onHandDelta: 0, reservedDelta: -quantity });
  }
  return decision;
}
