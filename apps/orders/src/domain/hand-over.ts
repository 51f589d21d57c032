import type { ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { handOver, note, shipmentOf } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** The carrier has the goods: they leave the stock, and their worth is captured. It may overtake a void that was asked for. */
export const recordHandOver =
  (policy: SagaPolicy): Decide<Order, ShipmentPickedUp> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    if (fact.direction === 'return') return ignored('a parcel that comes back is the business of returns');
    const saga = { policy, given };
    const shipment = shipmentOf(order, fact.shipmentId);
    const { status } = shipment;
    switch (status) {
      case 'requested':
        return proceed(order, handOver(order, shipment, fact.occurredAt), saga);
      case 'picked_up':
      case 'delivered':
      case 'lost':
      case 'returned':
        return ignored('this shipment is known to have been picked up');
      case 'voided':
        return proceed(order, [note(order, fact, fact.shipmentId, 'the shipment had been voided')], saga);
      default:
        return never(status);
    }
  };
