import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { ShipLine, StockLine } from '../shared';
import {
  Count,
  Doc,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Sku,
  TextList,
  Timestamp,
  WholeNumber,
} from '../vocabulary';
import {
  EXAMPLE_ORDER,
  EXAMPLE_PLACE,
  EXAMPLE_RESERVATION,
  EXAMPLE_SHIP_LINES,
  EXAMPLE_STOCK_LINES,
  EXAMPLE_TIME,
} from './examples';
import { Destination } from './order-parts';

const topic = 'orders.order.v1';

export const RESERVATION_OUTCOMES = ['reserved', 'refused', 'released'] as const;
export type ReservationOutcome = (typeof RESERVATION_OUTCOMES)[number];

@Doc('What a place had of a SKU when it refused a reservation.')
export class PlaceShortage {
  @OpaqueId() placeId!: string;
  @Sku() sku!: string;
  @Count() available!: number;
}

@Doc('Which places can serve these lines? Answered by RoutePlanned of the same attempt.')
@EventContract<OrderRoutingRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: {
    orderId: EXAMPLE_ORDER,
    attempt: 1,
    shipTo: { country: 'BR', region: 'SP', postalCode: '01310-100', city: 'São Paulo', latitude: -23.56 },
    lines: EXAMPLE_SHIP_LINES,
    excludedPlaces: ['cwb-2'],
  },
})
export class OrderRoutingRequested extends DomainEvent {
  readonly type = 'OrderRoutingRequested';
  @OpaqueId() orderId!: string;
  @WholeNumber(1, 1_000_000) attempt!: number;
  @Nested(() => Destination) shipTo!: Destination;
  @NestedList(() => ShipLine, { min: 1, max: 500 }) lines!: ShipLine[];
  @Optional() @TextList({ max: 1000, each: 64 }) excludedPlaces?: string[];
  @Optional()
  @NestedList(() => PlaceShortage, { max: 1000 })
  @Doc('What places said that were asked in vain just before: they are not believed to have more.')
  shortages?: PlaceShortage[];
  @Optional() @OpaqueId() @Doc('The change of lines that it is for.') changeId?: string;
  @Optional()
  @Timestamp()
  @Doc('Of a first route: for some seconds from then on, stock that was never heard of may still be on its way.')
  askedAt?: string;

  constructor(fields: Fields<OrderRoutingRequested>) {
    super(fields);
  }
}

/** What one place holds for an order. */
export class OrderReservation {
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @NestedList(() => ShipLine, { max: 500 }) lines!: ShipLine[];
}

@Doc('Every piece that the order still wants is set aside somewhere.')
@EventContract<OrderReserved>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: {
    orderId: EXAMPLE_ORDER,
    reservations: [{ reservationId: EXAMPLE_RESERVATION, placeId: EXAMPLE_PLACE, lines: EXAMPLE_SHIP_LINES }],
  },
})
export class OrderReserved extends DomainEvent {
  readonly type = 'OrderReserved';
  @OpaqueId() orderId!: string;
  @NestedList(() => OrderReservation, { min: 1, max: 500 }) reservations!: OrderReservation[];

  constructor(fields: Fields<OrderReserved>) {
    super(fields);
  }
}

@Doc('A place answered. A release names the pieces that it gave back.')
@EventContract<OrderReservationUpdated>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: {
    orderId: EXAMPLE_ORDER,
    reservationId: EXAMPLE_RESERVATION,
    outcome: 'released',
    lines: EXAMPLE_STOCK_LINES,
    remaining: 0,
  },
})
export class OrderReservationUpdated extends DomainEvent {
  readonly type = 'OrderReservationUpdated';
  @OpaqueId() orderId!: string;
  @OpaqueId() reservationId!: string;
  @OneOf(RESERVATION_OUTCOMES) outcome!: ReservationOutcome;
  @Optional()
  @NestedList(() => StockLine, { max: 500 })
  @Doc('released: what was given back; refused: what was missing.')
  lines?: StockLine[];
  @Optional() @Count() @Doc('released: how many pieces the place still holds for the order.') remaining?: number;

  constructor(fields: Fields<OrderReservationUpdated>) {
    super(fields);
  }
}

@Doc(
  'No place can serve these lines now; routing is asked again at `retryAt`, and given up at `giveUpAt`, which a hold puts off.',
)
@EventContract<OrderBackordered>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: {
    orderId: EXAMPLE_ORDER,
    lines: EXAMPLE_SHIP_LINES,
    retryAt: '2026-03-02T09:30:30.000Z',
    giveUpAt: EXAMPLE_TIME,
  },
})
export class OrderBackordered extends DomainEvent {
  readonly type = 'OrderBackordered';
  @OpaqueId() orderId!: string;
  @NestedList(() => ShipLine, { min: 1, max: 500 }) lines!: ShipLine[];
  @Timestamp() retryAt!: string;
  @Timestamp() giveUpAt!: string;

  constructor(fields: Fields<OrderBackordered>) {
    super(fields);
  }
}
