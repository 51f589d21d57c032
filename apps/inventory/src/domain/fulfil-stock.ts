import { StockFulfilled } from '@entrepot/contracts/inventory';
import type { StockFulfilmentRequested } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, never, type Decide, type Decision, type Given } from '@entrepot/kernel';
import { remainingOf, type Holding, type Reservation } from './reservation';
import { book } from './stock';
import { clipped, without } from './stock-lines';

/** Takes the lines off the shelf: they left with the shipment. What the reservation no longer holds was settled before. */
export const fulfilStock: Decide<Reservation, StockFulfilmentRequested> = (reservation, request, given) => {
  switch (reservation.status) {
    case 'none':
      throw new DomainError('reservation.not-found', { reservationId: request.reservationId });
    case 'refused':
      return ignored('was refused: it holds nothing');
    case 'done':
      return ignored('nothing is left of it');
    case 'held':
      return fulfil(reservation, request, given);
    default:
      return never(reservation);
  }
};

function fulfil(holding: Holding, request: StockFulfilmentRequested, given: Given): Decision {
  const { reservationId, shipmentId } = request;
  const { orderId, placeId } = holding;
  const held = remainingOf(holding);
  const lines = clipped(request.lines, held);
  if (lines.length === 0) return ignored('nothing is left of these lines');
  const remaining = without(held, lines);
  let decision = decided(new StockFulfilled({ reservationId, orderId, placeId, shipmentId, lines, remaining }));
  const cause = { causeType: 'shipment', causeId: shipmentId } as const;
  for (const { sku, quantity } of lines) {
    decision = book(decision, given, { sku, placeId, ...cause, onHandDelta: -quantity, reservedDelta: -quantity });
  }
  return decision;
}
