import { ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { notePickUp } from '../domain/follow-parcel';
import { ReturnStream } from '../domain/return';

@Reacts({ to: ShipmentPickedUp, on: ReturnStream, id: ({ returnId }) => returnId })
export class OnReturnPickedUp {
  readonly decide = notePickUp;
}
