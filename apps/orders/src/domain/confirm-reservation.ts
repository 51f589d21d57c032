import type { StockReserved } from '@entrepot/contracts/inventory';
import { OrderReservationUpdated, StockReleaseRequested } from '@entrepot/contracts/orders';
import { decided, ignored, never, type Decide } from '@entrepot/kernel';
import { note, reservationOf } from './facts';
import type { OrderEvent } from './order-event';
import type { Order } from './order-state';
import { known, outcome } from './saga';
import type { SagaPolicy } from './saga-policy';

/** A place set pieces aside. The last place to answer lets the order go on; a cancelled order has asked for the release already. */
export const confirmReservation =
  (policy: SagaPolicy): Decide<Order, StockReserved> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const { orderId, reservationId, placeId } = fact;
    const { status } = reservationOf(order, reservationId);
    switch (status) {
      case 'asked': {
        const update = new OrderReservationUpdated({ orderId, reservationId, outcome: 'reserved' });
        return decided(...leaveOutWhatIsSaid(outcome(order, [update], { policy, given }), reservationId));
      }
      case 'reserved':
        return ignored('this reservation is known to be held');
      case 'refused':
        return decided(
          note(order, fact, reservationId, 'the place had refused it: it is given back'),
          new StockReleaseRequested({ orderId, reservationId, placeId }),
        );
      default:
        return never(status);
    }
  };

/** OrderReserved names the reservations that are held, so the update before it says nothing new: one event less per order. */
function leaveOutWhatIsSaid(events: readonly OrderEvent[], reservationId: string): readonly OrderEvent[] {
  const [, next] = events;
  const isSaid =
    next?.type === 'OrderReserved' &&
    next.reservations.some((reservation) => reservation.reservationId === reservationId);
  return isSaid ? events.slice(1) : events;
}
