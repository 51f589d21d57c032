import type {
  OrderBackordered,
  OrderReservationUpdated,
  OrderReserved,
  OrderRoutingRequested,
  StockFulfilmentRequested,
  StockReleaseRequested,
  StockReservationRequested,
} from '@entrepot/contracts/orders';
import type { KnownOrder, Reservation } from './order-state';
import { without } from './stock-lines';

export function routingRequested(order: KnownOrder, event: OrderRoutingRequested): KnownOrder {
  if (event.changeId !== undefined) return changeRoutingRequested(order, event);
  const { retryAt: _retryAt, ...routing } = order.routing;
  const isLost = order.phase === 'reserving' && !order.reroute;
  const lostRaces = isLost ? routing.lostRaces + 1 : routing.lostRaces;
  return {
    ...order,
    reroute: false,
    routing: { ...routing, attempt: event.attempt, answered: false, reserved: false, lostRaces },
  };
}

export function backordered(order: KnownOrder, event: OrderBackordered): KnownOrder {
  const { retryAt, giveUpAt } = event;
  const waits = order.routing.waits + 1;
  return { ...order, routing: { ...order.routing, answered: true, lostRaces: 0, waits, retryAt, giveUpAt } };
}

export function reservationRequested(order: KnownOrder, event: StockReservationRequested): KnownOrder {
  if (event.changeId !== undefined) return changeReservationRequested(order, event);
  const { attempt } = order.routing;
  return {
    ...order,
    routing: { ...order.routing, answered: true },
    reservations: [...order.reservations, asked(event, attempt)],
  };
}

function asked(event: StockReservationRequested, attempt: number): Reservation {
  return {
    reservationId: event.reservationId,
    placeId: event.placeId,
    attempt,
    status: 'asked',
    left: event.lines,
    missing: [],
    offered: [],
    releaseAsked: false,
    released: false,
  };
}

function changeRoutingRequested(order: KnownOrder, { attempt }: OrderRoutingRequested): KnownOrder {
  const { change, routing } = order;
  return {
    ...order,
    routing: { ...routing, changeAttempt: attempt },
    ...(change && { change: { ...change, route: 'asked' } }),
  };
}

function changeReservationRequested(order: KnownOrder, event: StockReservationRequested): KnownOrder {
  const { change, routing } = order;
  const reservation = { ...asked(event, routing.changeAttempt), changeId: event.changeId };
  return {
    ...order,
    reservations: [...order.reservations, reservation],
    ...(change && { change: { ...change, route: 'answered' } }),
  };
}

/** Every piece is set aside: whatever of this attempt was still unanswered is reserved by that, and the wait for what was short is over. */
export function reserved(order: KnownOrder, event: OrderReserved): KnownOrder {
  const ids = new Set(event.reservations.map(({ reservationId }) => reservationId));
  const reservations = order.reservations.map((reservation) =>
    ids.has(reservation.reservationId) ? { ...reservation, status: 'reserved' as const } : reservation,
  );
  const { giveUpAt: _giveUpAt, ...routing } = order.routing;
  return { ...order, reservations, routing: { ...routing, reserved: true, lostRaces: 0, waits: 0 } };
}

export function reservationUpdated(order: KnownOrder, event: OrderReservationUpdated): KnownOrder {
  return change(order, event.reservationId, (reservation) => {
    switch (event.outcome) {
      case 'reserved':
        return { ...reservation, status: 'reserved' };
      case 'refused': {
        const { lines: missing = [] } = event;
        const offered = without(reservation.left, missing);
        return { ...reservation, status: 'refused', left: [], released: true, missing, offered };
      }
      case 'released':
        // What was given back whole stays so, whatever older word comes late.
        return { ...reservation, released: reservation.released || event.remaining === 0 };
    }
  });
}

export function releaseRequested(order: KnownOrder, event: StockReleaseRequested): KnownOrder {
  return change(order, event.reservationId, (reservation) =>
    event.lines === undefined
      ? { ...reservation, left: [], releaseAsked: true }
      : { ...reservation, left: without(reservation.left, event.lines) },
  );
}

export function fulfilmentRequested(order: KnownOrder, event: StockFulfilmentRequested): KnownOrder {
  return change(order, event.reservationId, (reservation) => ({
    ...reservation,
    left: without(reservation.left, event.lines),
  }));
}

function change(order: KnownOrder, reservationId: string, to: (reservation: Reservation) => Reservation): KnownOrder {
  const reservations = order.reservations.map((reservation) =>
    reservation.reservationId === reservationId ? to(reservation) : reservation,
  );
  return { ...order, reservations };
}
