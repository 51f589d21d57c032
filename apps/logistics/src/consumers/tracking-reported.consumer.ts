import { TrackingReported } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { followParcel } from '../domain/follow-parcel';
import { ShipmentStream } from '../domain/shipment-stream';

@Reacts({ to: TrackingReported, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnTrackingReported {
  readonly decide = followParcel;
}
