import { Projects } from '@entrepot/messaging';
import { ReservationStream, type Reservation } from '../domain/reservation';

/** A row of the list of reservations: what it is found by. The rest is read from its stream. */
export interface ReservationRow {
  readonly orderId: string;
  readonly placeId: string;
  readonly state: 'refused' | 'held' | 'done';
}

@Projects({ of: ReservationStream, view: 'reservations', indexes: [{ orderId: 1 }, { state: 1 }] })
export class ReservationsView {
  row(reservation: Reservation): ReservationRow | undefined {
    if (reservation.status === 'none') return undefined;
    const { orderId, placeId, status } = reservation;
    return { orderId, placeId, state: status };
  }
}
