import { ShipmentProgressed } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { noteLoss } from '../domain/lose-return';
import { ReturnStream } from '../domain/return';
import { returnableRef } from '../domain/returnable';
import { ReturnsConfig } from '../returns.config';

/** That a return is lost, and that a lost one turned up, are told as progress. */
const TOLD = ['lost', 'delivered'];

@Reacts({
  to: ShipmentProgressed,
  on: ReturnStream,
  id: ({ returnId, status }) => (TOLD.includes(status) ? returnId : undefined),
  also: (_, { orderId }) => [returnableRef(orderId)],
})
export class OnReturnProgressed {
  readonly decide = noteLoss(this.config);

  constructor(private readonly config: ReturnsConfig) {}
}
