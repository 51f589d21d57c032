import { OrderAddressChanged } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { noteNewAddress } from '../domain/note-delivery';
import { ReturnableStream } from '../domain/returnable';

@Reacts({ to: OrderAddressChanged, on: ReturnableStream, id: ({ orderId }) => orderId })
export class OnOrderAddressChanged {
  readonly decide = noteNewAddress;
}
