import type { ShipmentVoidRefused } from '@entrepot/contracts/logistics';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { note, shipmentOf, shipmentUpdate } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** It is too late to void: the carrier has the parcel. Its hand-over is told, or will be, by the pick-up itself. */
export const recordVoidRefusal =
  (policy: SagaPolicy): Decide<Order, ShipmentVoidRefused> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const shipment = shipmentOf(order, fact.shipmentId);
    const { status } = shipment;
    switch (status) {
      case 'requested':
        return shipment.voidRefused
          ? ignored('this refusal is known')
          : proceed(order, [shipmentUpdate(order, shipment, 'void_refused')], saga);
      case 'picked_up':
      case 'delivered':
      case 'lost':
      case 'returned':
        return ignored('the refusal says that the shipment was picked up, which is recorded');
      case 'voided':
        return proceed(order, [note(order, fact, fact.shipmentId, 'the shipment had been voided')], saga);
      default:
        return never(status);
    }
  };
