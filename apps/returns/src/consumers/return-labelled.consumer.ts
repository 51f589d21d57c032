import { ShipmentLabelled } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { noteLabel } from '../domain/follow-parcel';
import { ReturnStream } from '../domain/return';

@Reacts({ to: ShipmentLabelled, on: ReturnStream, id: ({ returnId }) => returnId })
export class OnReturnLabelled {
  readonly decide = noteLabel;
}
