import type { StockReleased } from '@entrepot/contracts/inventory';
import { OrderReservationUpdated } from '@entrepot/contracts/orders';
import type { Decide } from '@entrepot/kernel';
import { reservationOf } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';
import { pieces } from './stock-lines';

/** A place has what it gave back for sale again: from now on a new route may count on it. */
export const noteRelease =
  (policy: SagaPolicy): Decide<Order, StockReleased> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const { orderId, lines } = fact;
    const { reservationId } = reservationOf(order, fact.reservationId);
    const remaining = pieces(fact.remaining);
    const update = new OrderReservationUpdated({ orderId, reservationId, outcome: 'released', lines, remaining });
    return proceed(order, [update], { policy, given });
  };
