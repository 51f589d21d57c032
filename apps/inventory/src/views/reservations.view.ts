import { Projects, type RowRef } from '@entrepot/messaging';
import { ReservationStream, type Reservation } from '../domain/reservation';

/** A row of the list of reservations: what it is found by. The rest is read from its stream. */
export interface ReservationRow {
  readonly orderId: string;
  readonly placeId: string;
  readonly state: 'refused' | 'held' | 'done';
  /** When it was granted or refused. */
  readonly since: string;
  readonly expiresAt?: string;
}

@Projects({
  of: ReservationStream,
  view: 'reservations',
  indexes: [{ orderId: 1 }, { placeId: 1 }, { state: 1, since: 1 }, { since: 1 }, { expiresAt: 1 }],
})
export class ReservationsView {
  row(reservation: Reservation, { at }: RowRef): ReservationRow | undefined {
    if (reservation.status === 'none') return undefined;
    const { orderId, placeId, status: state } = reservation;
    // A refusal is the first and last thing that is recorded.
    if (state === 'refused') return { orderId, placeId, state, since: at };
    return { orderId, placeId, state, since: reservation.reservedAt, expiresAt: reservation.expiresAt };
  }
}
