import type { ShipmentVoided } from '@entrepot/contracts/logistics';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { note, shipmentOf, shipmentUpdate } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** A shipment will not happen: what it had claimed at its place is free again. */
export const recordVoid =
  (policy: SagaPolicy): Decide<Order, ShipmentVoided> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const shipment = shipmentOf(order, fact.shipmentId);
    const { status } = shipment;
    switch (status) {
      case 'requested':
        return proceed(order, [shipmentUpdate(order, shipment, 'voided')], saga);
      case 'voided':
        return ignored('this shipment is known to be voided');
      case 'picked_up':
      case 'delivered':
      case 'lost':
      case 'returned':
        return proceed(order, [note(order, fact, fact.shipmentId, `the shipment is ${status} already`)], saga);
      default:
        return never(status);
    }
  };
