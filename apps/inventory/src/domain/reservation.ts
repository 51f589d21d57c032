import type {
  ReservationExpiryReached,
  StockFulfilled,
  StockKept,
  StockReleased,
  StockReservationRefused,
  StockReserved,
} from '@entrepot/contracts/inventory';
import { defineStream, never, type RecordedAt, type StreamRef } from '@entrepot/kernel';
import { stockOf, type Stock } from './stock';
import type { Line } from './stock-lines';

/** What a reservation holds of one SKU: `quantity` were set aside, of which some were released and some shipped. */
export interface HeldLine extends Line {
  readonly released: number;
  readonly shipped: number;
}

/** A reservation that was granted. */
export interface Holding {
  readonly orderId: string;
  readonly placeId: string;
  readonly lines: readonly HeldLine[];
  readonly reservedAt: string;
  /** When the order is asked whether it still wants this. */
  readonly expiresAt: string;
  /** How long it was granted for, milliseconds: the measure of how soon an unanswered question is repeated. */
  readonly heldForMs: number;
  /** Questions since the last answer, and when the last one was asked. */
  readonly asked: number;
  readonly askedAt?: string;
}

/** A SKU of which the place had too little. */
export interface Shortage {
  readonly sku: string;
  readonly wanted: number;
  readonly available: number;
}

export type Reservation =
  | { readonly status: 'none' }
  | {
      readonly status: 'refused';
      readonly orderId: string;
      readonly placeId: string;
      readonly shortages: readonly Shortage[];
    }
  | ({ readonly status: 'held' } & Holding)
  | ({ readonly status: 'done' } & Holding);

type ReservationEvent =
  StockReserved | StockReservationRefused | StockReleased | StockFulfilled | StockKept | ReservationExpiryReached;

/** reservation/<reservationId> */
export const ReservationStream = defineStream<Reservation, ReservationEvent>({
  kind: 'reservation',
  initial: { status: 'none' },
  evolve,
});

/** What is still set aside. */
export function remainingOf(holding: Pick<Holding, 'lines'>): Line[] {
  return holding.lines
    .map(({ sku, quantity, released, shipped }) => ({ sku, quantity: quantity - released - shipped }))
    .filter(({ quantity }) => quantity > 0);
}

/** The stock streams that a decision about a granted reservation writes. */
export function stockHeldBy(reservation: Reservation): StreamRef<Stock>[] {
  return reservation.status === 'held' ? stockOf(reservation.placeId, remainingOf(reservation)) : [];
}

function evolve(reservation: Reservation, event: ReservationEvent, { at }: RecordedAt): Reservation {
  switch (event.type) {
    case 'StockReserved':
      return held(event, at);
    case 'StockReservationRefused': {
      const { orderId, placeId, shortages } = event;
      return { status: 'refused', orderId, placeId, shortages };
    }
    case 'StockReleased':
      return lessened(reservation, event.lines, 'released');
    case 'StockFulfilled':
      return lessened(reservation, event.lines, 'shipped');
    case 'StockKept':
      return reservation.status === 'held' ? { ...reservation, expiresAt: event.until, asked: 0 } : reservation;
    case 'ReservationExpiryReached':
      return reservation.status === 'held'
        ? { ...reservation, asked: reservation.asked + 1, askedAt: at }
        : reservation;
    default:
      return never(event);
  }
}

function held({ orderId, placeId, lines, expiresAt }: StockReserved, at: string): Reservation {
  const heldForMs = Math.max(0, Date.parse(expiresAt) - Date.parse(at));
  const heldLines = lines.map(({ sku, quantity }) => ({ sku, quantity, released: 0, shipped: 0 }));
  return { status: 'held', orderId, placeId, lines: heldLines, reservedAt: at, expiresAt, heldForMs, asked: 0 };
}

function lessened(reservation: Reservation, taken: readonly Line[], as: 'released' | 'shipped'): Reservation {
  if (reservation.status !== 'held') return reservation;
  const gone = new Map(taken.map(({ sku, quantity }) => [sku, quantity]));
  const lines = reservation.lines.map((line) => ({ ...line, [as]: line[as] + (gone.get(line.sku) ?? 0) }));
  return { ...reservation, lines, status: remainingOf({ lines }).length > 0 ? 'held' : 'done' };
}
