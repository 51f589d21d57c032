import type {
  OrderFactNoted,
  OrderHeld,
  OrderLinesCancelled,
  OrderLinesReturned,
  OrderNoteAdded,
  OrderPlaced,
  OrderReleased,
} from '@entrepot/contracts/orders';
import { deriveId, type RecordedAt } from '@entrepot/kernel';
import type { KnownOrder, Line, Payment } from './order-state';
import { valuesOf } from './valuation';

/** The order as it was placed. */
export function newOrder(event: OrderPlaced, at: RecordedAt): KnownOrder {
  const { lines, charges, tenders, shipTo, type: _type, ...rest } = event;
  const { linesTotal, freight, surcharges, discounts, taxes = 0, total, ...placed } = rest;
  const values = valuesOf(lines, charges);
  return {
    status: 'placed',
    phase: 'placed',
    since: at.at,
    placed: { ...placed, at: at.at },
    shipTo,
    reroute: false,
    charges,
    tenders,
    totals: { linesTotal, freight, surcharges, discounts, taxes, total },
    notes: [],
    lines: lines.map((line, index) => ({ ...line, value: values[index] ?? 0, cancelled: 0, returned: 0 })),
    holds: { skus: [] },
    routing: { attempt: 0, answered: true, changeAttempt: 0, lostRaces: 0, waits: 0, reserved: false },
    reservations: [],
    payment: noPayment(deriveId('pay', at.merchantId, event.orderId)),
    shipments: [],
    returns: [],
    changes: [],
    cancelled: 0,
    withheld: 0,
    accepted: false,
  };
}

function noPayment(paymentId: string): Payment {
  return {
    paymentId,
    status: 'none',
    covers: 0,
    tenderIds: [],
    extensionIds: [],
    announced: 0,
    release: 'none',
    releasedEarly: false,
    captures: [],
    missed: { capture: 0, refund: 0 },
    givenBackForUs: 0,
    refunds: [],
  };
}

export function held(order: KnownOrder, event: OrderHeld): KnownOrder {
  const { reason, skus, note } = event;
  const holds =
    reason === 'manual' ? { ...order.holds, manual: { note } } : { ...order.holds, skus: skus ?? order.holds.skus };
  return { ...order, holds };
}

export function released(order: KnownOrder, event: OrderReleased): KnownOrder {
  const { manual, skus } = order.holds;
  const holds = event.reason === 'manual' ? { skus } : { ...(manual && { manual }), skus: [] };
  return { ...order, holds };
}

export function noteAdded(order: KnownOrder, event: OrderNoteAdded, { at }: RecordedAt): KnownOrder {
  const { noteId, text, visibility, by } = event;
  return { ...order, notes: [...order.notes, { noteId, text, visibility, ...(by !== undefined && { by }), at }] };
}

/** A route that came while the order was held counts as answered: it is asked for anew after the release. */
export function noted(order: KnownOrder, event: OrderFactNoted): KnownOrder {
  const { routing, change } = order;
  if (event.fact !== 'RoutePlanned') return order;
  if (change?.route === 'asked' && event.reference === String(routing.changeAttempt)) {
    return { ...order, change: { ...change, route: 'due' } };
  }
  const isRoute = event.reference === String(routing.attempt);
  return isRoute && order.phase === 'placed' ? { ...order, routing: { ...routing, answered: true } } : order;
}

export function linesCancelled(order: KnownOrder, event: OrderLinesCancelled): KnownOrder {
  const lines = order.lines.map((line) => ({ ...line, cancelled: line.cancelled + gone(event, line) }));
  const { cancellation: _done, ...rest } = order;
  return { ...rest, lines, cancelled: order.cancelled + event.amount, cancelReason: event.reason };
}

/** Everything that is still sold is given up. */
export function allCancelled(order: KnownOrder, event: { amount: number; reason: string }): KnownOrder {
  const lines = order.lines.map((line) => ({ ...line, cancelled: line.quantity - line.returned }));
  const { cancellation: _done, ...rest } = order;
  return { ...rest, lines, cancelled: order.cancelled + event.amount, cancelReason: event.reason };
}

export function linesReturned(order: KnownOrder, event: OrderLinesReturned): KnownOrder {
  const lines = order.lines.map((line) => ({ ...line, returned: line.returned + gone(event, line) }));
  const { returnId, amount, withheld = 0, replacedBy } = event;
  const refund = replacedBy === undefined ? ('due' as const) : ('exchanged' as const);
  const kept = replacedBy === undefined ? {} : { kept: withheld };
  const returns = [...order.returns, { returnId, amount, refund, lines: event.lines, ...kept }];
  return {
    ...order,
    lines,
    returns,
    cancelled: order.cancelled + amount,
    withheld: order.withheld + withheld,
  };
}

function gone(event: OrderLinesCancelled | OrderLinesReturned, { lineId }: Line): number {
  return event.lines.reduce((total, line) => total + (line.lineId === lineId ? line.quantity : 0), 0);
}
