import { ReservationExpiryReached } from '@entrepot/contracts/inventory';
import { decided, ignored, never, type Decide } from '@entrepot/kernel';
import type { Holding, Reservation } from './reservation';

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** A question is repeated after this part of the time that the reservation was granted for, then ever more rarely. */
const WAIT_PART = 1 / 10;

/** When a reservation wants to be woken: at its end, and again while the order does not answer. */
export function expiryDueAt(reservation: Reservation): string | undefined {
  if (reservation.status !== 'held') return undefined;
  const expiresAt = Date.parse(reservation.expiresAt);
  if (reservation.askedAt === undefined) return new Date(expiresAt).toISOString();
  const askAgainAt = Date.parse(reservation.askedAt) + waitAfter(reservation);
  return new Date(Math.max(expiresAt, askAgainAt)).toISOString();
}

/** Asks the order whether it still wants the reservation. Nothing is released by the clock: only the order ends it. */
export const askAboutExpiry: Decide<Reservation, { readonly dueAt: string }> = (reservation, _woken, given) => {
  switch (reservation.status) {
    case 'none':
    case 'refused':
    case 'done':
      return ignored('it holds nothing');
    case 'held': {
      const dueAt = expiryDueAt(reservation);
      if (dueAt === undefined || Date.parse(dueAt) > Date.parse(given.now)) return ignored('not due yet');
      const { orderId, placeId, expiresAt } = reservation;
      return decided(new ReservationExpiryReached({ reservationId: given.key, orderId, placeId, expiresAt }));
    }
    default:
      return never(reservation);
  }
};

/** An answer that is over before it arrives must not become a rapid exchange: the shortest wait holds after it too. */
function waitAfter({ asked, heldForMs }: Holding): number {
  if (asked === 0) return SHORTEST_WAIT_MS;
  const first = Math.max(SHORTEST_WAIT_MS, heldForMs * WAIT_PART);
  return Math.min(LONGEST_WAIT_MS, first * 2 ** Math.min(asked - 1, 20));
}
