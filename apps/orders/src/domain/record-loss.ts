import type { ShipmentLost } from '@entrepot/contracts/logistics';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { handOverIfOpen, note, shipmentOf, shipmentUpdate } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** The carrier lost a parcel: what was in it is cancelled, and its money goes back. */
export const recordLoss =
  (policy: SagaPolicy): Decide<Order, ShipmentLost> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { shipmentId, occurredAt } = fact;
    const shipment = shipmentOf(order, shipmentId);
    const { status } = shipment;
    switch (status) {
      case 'requested':
      case 'picked_up':
        return proceed(
          order,
          [...handOverIfOpen(order, shipment, occurredAt), shipmentUpdate(order, shipment, 'lost', occurredAt)],
          saga,
        );
      case 'lost':
        return ignored('this shipment is known to be lost');
      case 'voided':
      case 'delivered':
      case 'returned':
        return proceed(order, [note(order, fact, shipmentId, `the shipment is ${status} already`)], saga);
      default:
        return never(status);
    }
  };
