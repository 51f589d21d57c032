import { ShipmentInterceptionRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { requestInterception } from '../domain/request-interception';
import { ShipmentStream } from '../domain/shipment-stream';

@Reacts({ to: ShipmentInterceptionRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnShipmentInterceptionRequested {
  readonly decide = requestInterception;
}
