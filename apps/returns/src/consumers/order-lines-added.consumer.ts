import { OrderLinesAdded } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { noteAddedLines } from '../domain/note-delivery';
import { ReturnableStream } from '../domain/returnable';

@Reacts({ to: OrderLinesAdded, on: ReturnableStream, id: ({ orderId }) => orderId })
export class OnOrderLinesAdded {
  readonly decide = noteAddedLines;
}
