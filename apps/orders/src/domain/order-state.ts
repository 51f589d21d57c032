import type {
  BundleOfLine,
  DeclaredTender,
  OrderChange,
  OrderCharge,
  OrderCustomer,
  OrderDoor,
  OrderedLine,
  OrderNote,
  PriceDeviation,
  OrderTerms,
  ShortagePolicy,
} from '@entrepot/contracts/orders';
import type { Address, OrderLineQuantity, ShipLine, StockLine } from '@entrepot/contracts/shared';
import type { OrderStatus, Phase } from './order-status';
import type { Totals } from './valuation';

/** There is no such order. */
export interface NoOrder {
  readonly status: 'none';
  readonly phase: 'none';
}

export type Order = NoOrder | KnownOrder;

export interface KnownOrder {
  readonly status: Exclude<OrderStatus, 'none'>;
  readonly phase: Phase;
  /** When the status was last entered. */
  readonly since: string;
  readonly placed: Placed;
  readonly shipTo: Address;
  /** Places are to be chosen anew, for another address. */
  readonly reroute: boolean;
  readonly lines: readonly Line[];
  readonly charges: readonly OrderCharge[];
  readonly tenders: readonly DeclaredTender[];
  /** Of everything that was ever ordered, cancelled or not. */
  readonly totals: Totals;
  readonly notes: readonly OrderNote[];
  readonly holds: Holds;
  readonly routing: Routing;
  readonly reservations: readonly Reservation[];
  readonly payment: Payment;
  readonly shipments: readonly Shipment[];
  readonly cancellation?: Cancellation;
  /** A change of lines that is being prepared. */
  readonly change?: PendingChange;
  /** All changes of lines, the newest last. */
  readonly changes: readonly OrderChange[];
  readonly returns: readonly Return[];
  /** What cancelled and returned pieces took from the total. */
  readonly cancelled: number;
  /** What of the worth of returned pieces the merchant keeps; it is part of what the order is worth. */
  readonly withheld: number;
  /** Why pieces were cancelled last. */
  readonly cancelReason?: string;
  /** An intake was answered with OrderIntakeAccepted. */
  readonly accepted: boolean;
  /** A replacement: what its return was told of it last. */
  readonly exchangeTold?: 'confirmed' | 'failed';
  /** A replacement: pieces of which the first order was told that they are not with the customer. */
  readonly exchangeReduced?: readonly OrderLineQuantity[];
  readonly deliveredAt?: string;
  readonly closesAt?: string;
}

/** What was said when the order was placed; never changes. */
export interface Placed {
  readonly orderId: string;
  readonly source: string;
  readonly sourceOrderId: string;
  readonly contentHash: string;
  readonly occurredAt: string;
  /** When it was recorded here. */
  readonly at: string;
  readonly currency: string;
  readonly customer?: OrderCustomer;
  readonly shortagePolicy: ShortagePolicy;
  readonly terms?: OrderTerms;
  readonly notes?: string;
  readonly priceDeviations: readonly PriceDeviation[];
  readonly door: OrderDoor;
  /** It replaces what came back in a return of another order. */
  readonly exchange?: { readonly orderId: string; readonly returnId: string };
}

/** `value`: what the whole line is worth after its charges and its share of the discounts; see valuation. */
export interface Line {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly title?: string;
  /** What it is a part of; absent: it was bought by itself. */
  readonly bundle?: BundleOfLine;
  readonly value: number;
  readonly cancelled: number;
  readonly returned: number;
  /** Pieces that were gone when the line grew, and what they took: the price of the others has nothing to do with them any more. */
  readonly spent?: Spent;
}

export interface Spent {
  readonly quantity: number;
  readonly value: number;
}

/** Both may stand at once. */
export interface Holds {
  readonly manual?: { readonly note?: string };
  /** SKUs that the catalog does not know. */
  readonly skus: readonly string[];
}

export interface Routing {
  /** Of the newest request; 0 before the first. */
  readonly attempt: number;
  /** Of the newest request for a change of lines; 0 if there was none. Attempts of both are numbered together. */
  readonly changeAttempt: number;
  readonly answered: boolean;
  /** Attempts in a row that a place could not serve after all. */
  readonly lostRaces: number;
  /** Times that the order was put off because nothing was there. */
  readonly waits: number;
  readonly retryAt?: string;
  readonly giveUpAt?: string;
  /** OrderReserved was recorded for the newest attempt. */
  readonly reserved: boolean;
}

export interface Reservation {
  readonly reservationId: string;
  readonly placeId: string;
  readonly attempt: number;
  readonly status: 'asked' | 'reserved' | 'refused';
  /** What the place holds for us, less what was asked to be released or shipped. */
  readonly left: readonly StockLine[];
  /** Refused: what the place had too little of. */
  readonly missing: readonly StockLine[];
  /** Refused: what the place had of what was wanted. */
  readonly offered: readonly StockLine[];
  /** All of it was asked to be released. */
  readonly releaseAsked: boolean;
  /** The change of lines that it waits for; while it does, it is no part of what the order holds. */
  readonly changeId?: string;
  /** The place holds nothing any more. */
  readonly released: boolean;
}

export interface Payment {
  readonly paymentId: string;
  /** `none`: not asked yet. */
  readonly status: 'none' | 'requested' | 'authorised' | 'declined';
  readonly payBy?: string;
  /** What it was asked to cover; 0 before it was asked for. */
  readonly covers: number;
  /** Names of the tenders that it was asked for with; those of extensions came later. */
  readonly tenderIds: readonly string[];
  /** Extensions that are in `covers`. */
  readonly extensionIds: readonly string[];
  /** Captured at once, as PaymentAuthorised announced; the parts are told one by one. */
  readonly announced: number;
  readonly release: 'none' | 'asked' | 'done';
  /** The release was asked for before the payment was answered: payments gives captured money back by itself. */
  readonly releasedEarly: boolean;
  readonly captures: readonly Transfer[];
  readonly refunds: readonly Transfer[];
  /** What was asked for and not to be had, less what others moved since without being asked: that made it good. */
  readonly missed: { readonly capture: number; readonly refund: number };
  /** What others gave back in place of refunds that were not to be had. */
  readonly givenBackForUs: number;
}

/** Money that was asked to move, or moved unasked. `amount` is what moved, once that is known. */
export interface Transfer {
  readonly id: string;
  readonly asked?: number;
  readonly amount?: number;
  readonly returnId?: string;
}

export interface Shipment {
  readonly shipmentId: string;
  readonly reservationId: string;
  readonly placeId: string;
  readonly lines: readonly ShipLine[];
  readonly status: 'requested' | 'picked_up' | 'delivered' | 'voided' | 'lost' | 'returned';
  readonly voidAsked: boolean;
  readonly voidRefused: boolean;
  /** The address of the order was changed after it was asked for, and not back. */
  readonly toFormerAddress: boolean;
  /** Where it was asked for, once the order went elsewhere. */
  readonly askedFor?: Address;
  readonly interception: 'none' | 'asked' | 'agreed' | 'failed';
  /** When it took its status, as the carrier says. */
  readonly occurredAt?: string;
}

/** A cancellation that waits for carriers; without `lines` the whole order is meant. */
export interface Cancellation {
  readonly reason: string;
  readonly lines?: readonly OrderLineQuantity[];
  readonly occurredAt?: string;
}

/** Nothing of it counts before all of it does. */
export interface PendingChange {
  readonly changeId: string;
  readonly added: readonly OrderedLine[];
  readonly removed: readonly OrderLineQuantity[];
  readonly charges: readonly OrderCharge[];
  readonly tender?: DeclaredTender;
  readonly reason: string;
  readonly route: 'due' | 'asked' | 'answered';
  readonly payment: 'none' | 'asked' | 'extended' | 'declined';
  readonly payBy?: string;
}

export interface Return {
  readonly returnId: string;
  readonly amount: number;
  readonly refund: 'due' | 'asked' | 'done' | 'exchanged';
  readonly lines?: readonly OrderLineQuantity[];
  /** Exchanged: what is kept for the replacement. */
  readonly kept?: number;
  /** Exchanged: pieces that are not replaced after all. */
  readonly undone?: readonly OrderLineQuantity[];
}
