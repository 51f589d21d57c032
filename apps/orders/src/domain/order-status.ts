import type { OrderEvent } from './order-event';

/** Where the saga stands, whether it is held or not. */
export const PHASES = [
  'placed',
  'reserving',
  'backordered',
  'paying',
  'confirmed',
  'shipping',
  'delivered',
  'closed',
  'cancelling',
  'cancelled',
] as const;
export type Phase = (typeof PHASES)[number];

/** What people see: the phase, unless a hold stands before it. `none`: there is no such order. */
export type OrderStatus = 'none' | 'held' | Phase;

/** Phases in which a hold stops the saga: nothing has left a place yet. */
export const HOLDABLE: readonly Phase[] = ['placed', 'reserving', 'backordered', 'paying', 'confirmed'];

/** What comes next is up to our own services, but for a payment, which may wait for somebody. */
export const IN_MOTION: readonly OrderStatus[] = ['placed', 'reserving', 'paying'];

/** Nothing leads out of these. */
export const FINAL: readonly OrderStatus[] = ['closed', 'cancelled'];

type EventType = OrderEvent['type'];
type Moves = Readonly<Partial<Record<EventType, readonly Phase[]>>>;

/** Where shipments decide: `shipping` once something was handed over, `confirmed` before. */
const BY_HAND_OVER: readonly Phase[] = ['confirmed', 'shipping'];
const cancelled: Moves = { OrderCancelled: ['cancelled'] };

/** Every move of the saga: phase, event, phases that it can lead to. An event that is not listed leaves the phase as it is. */
export const MOVES: Readonly<Record<'none' | Phase, Moves>> = {
  none: { OrderPlaced: ['placed'] },
  placed: { StockReservationRequested: ['reserving'], OrderBackordered: ['backordered'], ...cancelled },
  reserving: {
    OrderRoutingRequested: ['placed'],
    OrderBackordered: ['backordered'],
    PaymentRequested: ['paying'],
    OrderConfirmed: ['confirmed'],
    ...cancelled,
  },
  backordered: { OrderRoutingRequested: ['placed'], ...cancelled },
  paying: { OrderConfirmed: ['confirmed'], ...cancelled },
  confirmed: {
    OrderRoutingRequested: ['placed'],
    OrderShipmentUpdated: BY_HAND_OVER,
    OrderCancellationRequested: ['cancelling'],
    ...cancelled,
  },
  shipping: { OrderDelivered: ['delivered'], OrderCancellationRequested: ['cancelling'], ...cancelled },
  cancelling: { OrderLinesCancelled: BY_HAND_OVER, OrderCancellationRefused: BY_HAND_OVER, ...cancelled },
  delivered: { OrderClosed: ['closed'] },
  closed: {},
  cancelled: {},
};

/** The phase after an event; `handedOver`: a shipment was picked up and is not back. */
export function phaseAfter(phase: Phase, type: EventType, handedOver: boolean): Phase {
  const targets = MOVES[phase][type];
  if (targets === undefined) return phase;
  if (targets.length === 1) return targets[0]!;
  return handedOver ? 'shipping' : 'confirmed';
}

/** Every change of status that an event can make: the moves, and the holds beside them. */
export function statusMoves(): Readonly<
  Record<OrderStatus, Readonly<Partial<Record<EventType, readonly OrderStatus[]>>>>
> {
  const held = { OrderReleased: HOLDABLE, OrderCancellationRequested: ['cancelling'], ...cancelled } as const;
  const holdable = HOLDABLE.map((phase) => [phase, { ...MOVES[phase], OrderHeld: ['held'] }] as const);
  const back = [...BY_HAND_OVER, 'held'] as const;
  const cancelling = { ...MOVES.cancelling, OrderLinesCancelled: back, OrderCancellationRefused: back };
  return { ...MOVES, held, ...Object.fromEntries(holdable), cancelling };
}
