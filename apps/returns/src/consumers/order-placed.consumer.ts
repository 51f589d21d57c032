import { OrderPlaced } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { noteAddress } from '../domain/note-delivery';
import { ReturnableStream } from '../domain/returnable';

@Reacts({ to: OrderPlaced, on: ReturnableStream, id: ({ orderId }) => orderId })
export class OnOrderPlaced {
  readonly decide = noteAddress;
}
