import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Count, Doc, FreeKey, OpaqueId, Optional, Sku } from '../vocabulary';

@Doc('Somebody said at or below how many available pieces more are to be ordered; absent: at none any more.')
@EventContract<ReorderPointSet>({
  topic: 'inventory.reorder.v1',
  readers: [],
  example: { sku: 'TSHIRT-RED-M', placeId: 'gru-1', reorderPoint: 12, user: 'u-7', client: 'warehouse-app' },
})
export class ReorderPointSet extends DomainEvent {
  readonly type = 'ReorderPointSet';

  @Sku()
  sku!: string;

  @OpaqueId()
  placeId!: string;

  @Optional()
  @Count()
  reorderPoint?: number;

  @Doc('Who did it, by the id that the merchant gives its people.')
  @Optional()
  @FreeKey()
  user?: string;

  @Doc('The API client that told it, where it is known.')
  @Optional()
  @FreeKey()
  client?: string;

  constructor(fields: Fields<ReorderPointSet>) {
    super(fields);
  }
}
