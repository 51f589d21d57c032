import type { ShipmentReturned } from '@entrepot/contracts/logistics';
import { StockRestockRequested } from '@entrepot/contracts/orders';
import { deriveId, ignored, never, type Decide } from '@entrepot/kernel';
import { handOverIfOpen, note, shipmentOf, shipmentUpdate } from './facts';
import type { KnownOrder, Order, Shipment } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';
import { bySku } from './stock-lines';

/** A parcel is back at the place without having been delivered: its pieces can be sold again. One that was lost may turn up so. */
export const takeBack =
  (policy: SagaPolicy): Decide<Order, ShipmentReturned> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { shipmentId, occurredAt } = fact;
    const shipment = shipmentOf(order, shipmentId);
    const { status } = shipment;
    switch (status) {
      case 'requested':
      case 'picked_up':
      case 'lost': {
        const update = shipmentUpdate(order, shipment, 'returned', occurredAt);
        const before = handOverIfOpen(order, shipment, occurredAt);
        return proceed(order, [...before, update, restock(order, shipment, fact.placeId)], saga);
      }
      case 'returned':
        return ignored('this shipment is known to be back');
      case 'voided':
      case 'delivered':
        return proceed(order, [note(order, fact, shipmentId, `the shipment is ${status} already`)], saga);
      default:
        return never(status);
    }
  };

function restock(order: KnownOrder, { shipmentId, lines, interception }: Shipment, placeId: string) {
  return new StockRestockRequested({
    orderId: order.placed.orderId,
    restockId: deriveId('rst', shipmentId),
    placeId,
    lines: bySku(lines),
    cause: interception === 'none' ? 'return-to-sender' : 'interception',
  });
}
