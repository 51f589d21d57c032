import { OrderReturnRefunded } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { noteRefund } from '../domain/settle-return';
import { ReturnStream } from '../domain/return';

@Reacts({ to: OrderReturnRefunded, on: ReturnStream, id: ({ returnId }) => returnId })
export class OnReturnRefunded {
  readonly decide = noteRefund;
}
