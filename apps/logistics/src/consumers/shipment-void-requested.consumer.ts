import { ShipmentVoidRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { requestVoid } from '../domain/request-void';
import { ShipmentStream } from '../domain/shipment-stream';

@Reacts({ to: ShipmentVoidRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnShipmentVoidRequested {
  readonly decide = requestVoid;
}
