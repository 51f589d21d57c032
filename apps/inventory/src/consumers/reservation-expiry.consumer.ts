import { Wakes } from '@entrepot/messaging';
import { askAboutExpiry, expiryDueAt } from '../domain/ask-about-expiry';
import { ReservationStream } from '../domain/reservation';

@Wakes({ of: ReservationStream, dueAt: expiryDueAt })
export class ReservationExpiry {
  readonly decide = askAboutExpiry;
}
