import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { StockLine } from '../shared';
import { Doc, NestedList, OneOf, OpaqueId, Optional, Timestamp } from '../vocabulary';
import { EXAMPLE_ORDER, EXAMPLE_PLACE, EXAMPLE_RESERVATION, EXAMPLE_SHIPMENT, EXAMPLE_STOCK_LINES } from './examples';

/** Keyed by place: everything that is asked of a place meets one decider, in order. */
const contract = { topic: 'orders.stock-request.v1', key: 'placeId', readers: ['inventory', 'orders'] };
const named = { orderId: EXAMPLE_ORDER, reservationId: EXAMPLE_RESERVATION, placeId: EXAMPLE_PLACE };

export const RESTOCK_CAUSES = ['interception', 'return-to-sender'] as const;
export type RestockCause = (typeof RESTOCK_CAUSES)[number];

@Doc('Set these pieces aside, all or none. A SKU stands in the list once.')
@EventContract<StockReservationRequested>({
  ...contract,
  example: { ...named, lines: EXAMPLE_STOCK_LINES, expiresAt: '2026-03-02T10:00:00.000Z' },
})
export class StockReservationRequested extends DomainEvent {
  readonly type = 'StockReservationRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @NestedList(() => StockLine, { min: 1, max: 500 }) lines!: StockLine[];
  @Timestamp() expiresAt!: string;
  @Optional() @OpaqueId() @Doc('The change of lines that it is for.') changeId?: string;

  constructor(fields: Fields<StockReservationRequested>) {
    super(fields);
  }
}

@Doc('These pieces are not wanted any more; without `lines`: all that is left.')
@EventContract<StockReleaseRequested>({ ...contract, example: { ...named, lines: EXAMPLE_STOCK_LINES } })
export class StockReleaseRequested extends DomainEvent {
  readonly type = 'StockReleaseRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @Optional() @NestedList(() => StockLine, { min: 1, max: 500 }) lines?: StockLine[];

  constructor(fields: Fields<StockReleaseRequested>) {
    super(fields);
  }
}

@Doc('These pieces left the place with a shipment.')
@EventContract<StockFulfilmentRequested>({
  ...contract,
  example: { ...named, shipmentId: EXAMPLE_SHIPMENT, lines: EXAMPLE_STOCK_LINES },
})
export class StockFulfilmentRequested extends DomainEvent {
  readonly type = 'StockFulfilmentRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @OpaqueId() shipmentId!: string;
  @NestedList(() => StockLine, { min: 1, max: 500 }) lines!: StockLine[];

  constructor(fields: Fields<StockFulfilmentRequested>) {
    super(fields);
  }
}

@Doc('The answer to ReservationExpiryReached: still wanted, ask again at `until`.')
@EventContract<StockKeepRequested>({ ...contract, example: { ...named, until: '2026-03-02T10:30:00.000Z' } })
export class StockKeepRequested extends DomainEvent {
  readonly type = 'StockKeepRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @Timestamp() until!: string;

  constructor(fields: Fields<StockKeepRequested>) {
    super(fields);
  }
}

@Doc('A shipment came back before it was delivered; its pieces can be sold again.')
@EventContract<StockRestockRequested>({
  ...contract,
  example: {
    orderId: EXAMPLE_ORDER,
    restockId: 'rst_8p1z6b',
    placeId: EXAMPLE_PLACE,
    lines: EXAMPLE_STOCK_LINES,
    cause: 'interception',
  },
})
export class StockRestockRequested extends DomainEvent {
  readonly type = 'StockRestockRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() restockId!: string;
  @OpaqueId() placeId!: string;
  @NestedList(() => StockLine, { min: 1, max: 500 }) lines!: StockLine[];
  @OneOf(RESTOCK_CAUSES) cause!: RestockCause;

  constructor(fields: Fields<StockRestockRequested>) {
    super(fields);
  }
}
