import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { ShipLine } from '../shared';
import { Count, Decimal, Doc, NestedList, OpaqueId, Optional, Text } from '../vocabulary';

const topic = 'logistics.routing.v1';
const lines = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2 }];

@Doc('What one place is to send.')
export class RouteAllocation {
  @OpaqueId()
  placeId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Doc('Great-circle distance; absent where either side has no coordinates.')
  @Optional()
  @Decimal(0, 21_000)
  distanceKm?: number;

  @Text(500)
  reason!: string;
}

@Doc('A place that routing looked at, and why it stands where it stands.')
export class ConsideredPlace {
  @OpaqueId()
  placeId!: string;

  @Optional()
  @Decimal(0, 21_000)
  distanceKm?: number;

  @Doc('From 1; places are ranked by what they can serve, then distance, then handling cost.')
  @Count()
  rank!: number;

  @Text(500)
  reason!: string;
}

@Doc('Which places are to serve which lines. Quantities that no place has stand in `shortages`.')
@EventContract<RoutePlanned>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: {
    orderId: 'ord_7q4t1x',
    attempt: 1,
    allocations: [{ placeId: 'gru-1', lines, distanceKm: 84.2, reason: 'nearest place that has every line' }],
    shortages: [],
    considered: [{ placeId: 'gru-1', distanceKm: 84.2, rank: 1, reason: 'has every line' }],
  },
})
export class RoutePlanned extends DomainEvent {
  readonly type = 'RoutePlanned';

  @OpaqueId()
  orderId!: string;

  @Count()
  attempt!: number;

  @NestedList(() => RouteAllocation, { max: 100 })
  allocations!: RouteAllocation[];

  @NestedList(() => ShipLine, { max: 500 })
  shortages!: ShipLine[];

  @Doc('At most the 20 best.')
  @NestedList(() => ConsideredPlace, { max: 20 })
  considered!: ConsideredPlace[];

  constructor(fields: Fields<RoutePlanned>) {
    super(fields);
  }
}
