import type { InterceptionFailed, ShipmentIntercepted } from '@entrepot/contracts/logistics';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { note, shipmentOf, shipmentUpdate } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** The carrier's answer to calling a parcel back: it tries (the parcel may still be lost or delivered), or it cannot. */
export const recordInterception =
  (policy: SagaPolicy): Decide<Order, ShipmentIntercepted | InterceptionFailed> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const shipment = shipmentOf(order, fact.shipmentId);
    const [outcome, update] =
      fact.type === 'ShipmentIntercepted'
        ? (['agreed', 'intercepted'] as const)
        : (['failed', 'interception_failed'] as const);
    const { status } = shipment;
    switch (status) {
      case 'requested':
      case 'picked_up':
        return shipment.interception === outcome
          ? ignored('this answer of the carrier is known')
          : proceed(order, [shipmentUpdate(order, shipment, update)], saga);
      case 'voided':
      case 'delivered':
      case 'lost':
      case 'returned':
        return proceed(order, [note(order, fact, fact.shipmentId, `the shipment is ${status} already`)], saga);
      default:
        return never(status);
    }
  };
