import { ShipmentDelivered } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { noteDelivery } from '../domain/note-delivery';
import { ReturnableStream } from '../domain/returnable';

@Reacts({
  to: ShipmentDelivered,
  on: ReturnableStream,
  id: ({ direction, orderId }) => (direction === 'outbound' ? orderId : undefined),
})
export class OnShipmentDelivered {
  readonly decide = noteDelivery;
}
