import type { ShipmentState } from '@entrepot/contracts/logistics';
import { Projects } from '@entrepot/messaging';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';

/** A row of the list of shipments: what it is found by. The rest is read from its stream. */
export interface ShipmentRow {
  readonly orderId: string;
  readonly state: ShipmentState;
  readonly shipmentId: string;
  /** When it came into its state. */
  readonly since: string;
}

@Projects({ of: ShipmentStream, view: 'shipments', indexes: [{ orderId: 1 }, { state: 1, since: 1 }] })
export class ShipmentsView {
  row(shipment: Shipment): ShipmentRow | undefined {
    if (shipment.status === 'none') return undefined;
    const { shipmentId, orderId, plannedAt } = shipment.plan;
    return { shipmentId, orderId, state: shipment.status, since: shipment.since ?? plannedAt };
  }
}
