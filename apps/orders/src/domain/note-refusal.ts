import type { StockReservationRefused } from '@entrepot/contracts/inventory';
import { OrderReservationUpdated } from '@entrepot/contracts/orders';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { note, reservationOf } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** A place has too little after all: a lost race. When all places have answered, another route is looked for. */
export const noteRefusal =
  (policy: SagaPolicy): Decide<Order, StockReservationRefused> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, reservationId } = fact;
    const { status } = reservationOf(order, reservationId);
    switch (status) {
      case 'asked': {
        const lines = fact.shortages.map(({ sku, wanted, available }) => ({
          sku,
          quantity: Math.max(1, wanted - available),
        }));
        return proceed(
          order,
          [new OrderReservationUpdated({ orderId, reservationId, outcome: 'refused', lines })],
          saga,
        );
      }
      case 'refused':
        return ignored('this reservation is known to be refused');
      case 'reserved':
        return proceed(order, [note(order, fact, reservationId, 'the place had set it aside before')], saga);
      default:
        return never(status);
    }
  };
