import { DomainError, type Given } from '@entrepot/kernel';
import { PlaceStream } from './place';

/** People name places by hand: a wrong one is refused, so that no stock lies at a place that does not exist. */
export function requirePlace(placeId: string, given: Given): void {
  if (given.read(PlaceStream, placeId).status === 'registered') return;
  const message = `there is no place ${placeId}`;
  throw new DomainError('place.unknown', { placeId }, [{ field: 'placeId', rule: 'exists', message }]);
}
