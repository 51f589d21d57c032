import { ShipmentDelivered } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { noteArrival } from '../domain/follow-parcel';
import { ReturnStream } from '../domain/return';
import { returnableRef } from '../domain/returnable';

@Reacts({
  to: ShipmentDelivered,
  on: ReturnStream,
  id: ({ returnId }) => returnId,
  also: (_, { orderId }) => [returnableRef(orderId)],
})
export class OnReturnArrived {
  readonly decide = noteArrival;
}
