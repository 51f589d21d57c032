import type { ShipmentDelivered } from '@entrepot/contracts/logistics';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { handOverIfOpen, note, shipmentOf, shipmentUpdate } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** A parcel arrived at the customer. */
export const recordDelivery =
  (policy: SagaPolicy): Decide<Order, ShipmentDelivered> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    if (fact.direction === 'return') return ignored('a parcel that comes back is the business of returns');
    const saga = { policy, given };
    const { shipmentId, occurredAt } = fact;
    const shipment = shipmentOf(order, shipmentId);
    const { status } = shipment;
    switch (status) {
      case 'requested':
      case 'picked_up':
        return proceed(
          order,
          [...handOverIfOpen(order, shipment, occurredAt), shipmentUpdate(order, shipment, 'delivered', occurredAt)],
          saga,
        );
      case 'delivered':
        return ignored('this shipment is known to be delivered');
      case 'voided':
      case 'lost':
      case 'returned':
        return proceed(order, [note(order, fact, shipmentId, `the shipment is ${status} already`)], saga);
      default:
        return never(status);
    }
  };
