import type { ReservationExpiryReached } from '@entrepot/contracts/inventory';
import { StockKeepRequested, StockReleaseRequested } from '@entrepot/contracts/orders';
import { decided, never, type Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { KnownOrder, Order, Reservation } from './order-state';
import { known } from './saga';
import { later, type SagaPolicy } from './saga-policy';

/** Does the order still want what the place holds? Only the order ends a reservation, never a clock. */
export const answerExpiry =
  (policy: SagaPolicy): Decide<Order, ReservationExpiryReached> =>
  (state, question, given) => {
    const order = known(state, question.orderId);
    const { orderId, reservationId, placeId } = question;
    const wish = wishFor(order, reservationId);
    switch (wish) {
      case 'keep': {
        const until = later(given.now, policy.reservationSeconds);
        return decided(new StockKeepRequested({ orderId, reservationId, placeId, until }));
      }
      case 'release':
        return decided(new StockReleaseRequested({ orderId, reservationId, placeId }));
      case 'answered':
        return decided(note(order, question, reservationId, 'its release or fulfilment is on its way to the place'));
      default:
        return never(wish);
    }
  };

/** A reservation that the order does not know of is nobody's: it is given back. */
function wishFor(order: KnownOrder, reservationId: string): 'keep' | 'release' | 'answered' {
  const found = order.reservations.find((reservation) => reservation.reservationId === reservationId);
  if (found === undefined) return 'release';
  return isWanted(found) ? 'keep' : 'answered';
}

function isWanted({ left, releaseAsked }: Reservation): boolean {
  return left.length > 0 && !releaseAsked;
}
