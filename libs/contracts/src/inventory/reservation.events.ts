import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Count, Doc, NestedList, OpaqueId, Sku, Timestamp, WholeNumber } from '../vocabulary';

const topic = 'inventory.reservation.v1';
const readers = ['inventory', 'orders'];
const named = { reservationId: 'rsv_5h2k8m', orderId: 'ord_7q4t1x', placeId: 'gru-1' };
const lines = [{ sku: 'TSHIRT-RED-M', quantity: 2 }];

/** Largest sum that a request can ask for: 500 lines of 1,000,000. */
const LARGEST_SUM = 500_000_000;

/** All pieces of one SKU in a reservation; a SKU stands in a list once. */
export class SummedLine {
  @Sku()
  sku!: string;

  @WholeNumber(1, LARGEST_SUM)
  quantity!: number;
}

@Doc(
  'Every line of the request is set aside at this place until it is released or shipped; lines of one SKU are summed.',
)
@EventContract<StockReserved>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, lines, expiresAt: '2026-03-02T10:00:00Z' },
})
export class StockReserved extends DomainEvent {
  readonly type = 'StockReserved';

  @OpaqueId()
  reservationId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => SummedLine, { min: 1, max: 500 })
  lines!: SummedLine[];

  @Doc('When inventory asks the order whether it still wants this; nothing is released by the clock alone.')
  @Timestamp()
  expiresAt!: string;

  constructor(fields: Fields<StockReserved>) {
    super(fields);
  }
}

/** A SKU of which a place has less than was asked for. */
export class StockShortage {
  @Sku()
  sku!: string;

  @WholeNumber(1, LARGEST_SUM)
  wanted!: number;

  @Count()
  available!: number;
}

@Doc('Nothing was set aside, because at least one SKU is short here; names every SKU that is.')
@EventContract<StockReservationRefused>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, shortages: [{ sku: 'TSHIRT-RED-M', wanted: 2, available: 1 }] },
})
export class StockReservationRefused extends DomainEvent {
  readonly type = 'StockReservationRefused';

  @OpaqueId()
  reservationId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => StockShortage, { min: 1, max: 500 })
  shortages!: StockShortage[];

  constructor(fields: Fields<StockReservationRefused>) {
    super(fields);
  }
}

@Doc('These lines are free to sell again; `remaining` is what the reservation still holds.')
@EventContract<StockReleased>({ topic, key: 'orderId', readers, example: { ...named, lines, remaining: [] } })
export class StockReleased extends DomainEvent {
  readonly type = 'StockReleased';

  @OpaqueId()
  reservationId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => SummedLine, { min: 1, max: 500 })
  lines!: SummedLine[];

  @NestedList(() => SummedLine, { max: 500 })
  remaining!: SummedLine[];

  constructor(fields: Fields<StockReleased>) {
    super(fields);
  }
}

@Doc('These lines left the place with a shipment; `remaining` is what the reservation still holds.')
@EventContract<StockFulfilled>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, shipmentId: 'shp_3c9v2n', lines, remaining: [] },
})
export class StockFulfilled extends DomainEvent {
  readonly type = 'StockFulfilled';

  @OpaqueId()
  reservationId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  placeId!: string;

  @OpaqueId()
  shipmentId!: string;

  @NestedList(() => SummedLine, { min: 1, max: 500 })
  lines!: SummedLine[];

  @NestedList(() => SummedLine, { max: 500 })
  remaining!: SummedLine[];

  constructor(fields: Fields<StockFulfilled>) {
    super(fields);
  }
}

@Doc('The order still wants the reservation; inventory asks again at `until`.')
@EventContract<StockKept>({
  topic,
  key: 'orderId',
  readers,
  example: { reservationId: named.reservationId, orderId: named.orderId, until: '2026-03-02T10:30:00Z' },
})
export class StockKept extends DomainEvent {
  readonly type = 'StockKept';

  @OpaqueId()
  reservationId!: string;

  @OpaqueId()
  orderId!: string;

  @Timestamp()
  until!: string;

  constructor(fields: Fields<StockKept>) {
    super(fields);
  }
}

@Doc(
  'A question: is this reservation still wanted? Asked again, ever more rarely, until it is kept, released or shipped.',
)
@EventContract<ReservationExpiryReached>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, expiresAt: '2026-03-02T10:00:00Z' },
})
export class ReservationExpiryReached extends DomainEvent {
  readonly type = 'ReservationExpiryReached';

  @OpaqueId()
  reservationId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  placeId!: string;

  @Timestamp()
  expiresAt!: string;

  constructor(fields: Fields<ReservationExpiryReached>) {
    super(fields);
  }
}
