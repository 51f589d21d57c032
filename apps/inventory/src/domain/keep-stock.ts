import { StockKept } from '@entrepot/contracts/inventory';
import type { StockKeepRequested } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, never, type Decide, type Decision } from '@entrepot/kernel';
import type { Holding, Reservation } from './reservation';

/** The order still wants it: the question is answered, and asked again at `until`. */
export const keepStock: Decide<Reservation, StockKeepRequested> = (reservation, request) => {
  switch (reservation.status) {
    case 'none':
      throw new DomainError('reservation.not-found', { reservationId: request.reservationId });
    case 'refused':
      return ignored('was refused: it holds nothing');
    case 'done':
      return ignored('nothing is left of it');
    case 'held':
      return keep(reservation, request);
    default:
      return never(reservation);
  }
};

function keep({ orderId, expiresAt, asked }: Holding, { reservationId, until }: StockKeepRequested): Decision {
  const longer = Date.parse(until) > Date.parse(expiresAt);
  if (asked === 0 && !longer) return ignored('held for longer than that already');
  return decided(new StockKept({ reservationId, orderId, until }));
}
