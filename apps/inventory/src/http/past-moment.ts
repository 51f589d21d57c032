import { DomainError } from '@entrepot/kernel';

/** A moment that is over, in milliseconds; `asOf` has passed its contract, `now` is what the database says. */
export function pastMoment(asOf: string, now: string): number {
  const moment = Date.parse(asOf);
  if (moment <= Date.parse(now)) return moment;
  const message = 'must not be in the future';
  throw new DomainError('stock.as-of-future', { asOf }, [{ field: 'asOf', rule: 'past', message }]);
}
