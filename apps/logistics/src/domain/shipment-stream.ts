import { defineStream } from '@entrepot/kernel';
import type { Shipment } from './shipment';
import type { ShipmentEvent } from './shipment-event';
import { evolveShipment } from './shipment-fold';

export const ShipmentStream = defineStream<Shipment, ShipmentEvent>({
  kind: 'shipment',
  initial: { status: 'none' },
  evolve: (state, event, at) => evolveShipment(state, event, at.at),
});
