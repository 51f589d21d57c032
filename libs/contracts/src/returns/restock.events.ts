import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { StockLine } from '../shared';
import { Doc, NestedList, OpaqueId } from '../vocabulary';

const topic = 'returns.restock-request.v1';

@Doc('Inventory is to put these pieces back on the shelf of this place.')
@EventContract<ReturnRestockRequested>({
  topic,
  readers: ['inventory', 'orders'],
  key: 'placeId',
  example: {
    returnId: 'ret_8w2f6j',
    orderId: 'ord_7q4t1x',
    restockId: 'rst_2m7q4c',
    placeId: 'gru-1',
    lines: [{ sku: 'TSHIRT-RED-M', quantity: 1 }],
  },
})
export class ReturnRestockRequested extends DomainEvent {
  readonly type = 'ReturnRestockRequested';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  restockId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => StockLine, { min: 1, max: 500 })
  lines!: StockLine[];

  constructor(fields: Fields<ReturnRestockRequested>) {
    super(fields);
  }
}
