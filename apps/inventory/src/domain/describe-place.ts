import { isOpaqueId } from '@entrepot/contracts';
import { PlaceChanged, PlaceRegistered } from '@entrepot/contracts/inventory';
import { contentHash, decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { described, type Place, type PlaceDescription } from './place';

/** Makes a place known, or replaces what is known about it. */
export const describePlace: Decide<Place, PlaceDescription> = (place, description, given) => {
  requirePlaceId(given.key);
  if ((description.latitude === undefined) !== (description.longitude === undefined)) {
    throw new DomainError('place.coordinates-incomplete');
  }
  const fields = { placeId: given.key, ...described(description) };
  switch (place.status) {
    case 'none':
      return decided(new PlaceRegistered(fields));
    case 'registered':
      return contentHash(described(place)) === contentHash(described(description))
        ? ignored('known like this already')
        : decided(new PlaceChanged(fields));
    default:
      return never(place);
  }
};

/** The id becomes a part of keys and events: it has the form of an id, whoever chose it. */
function requirePlaceId(placeId: string): void {
  if (isOpaqueId(placeId)) return;
  const message = 'must be 1 to 64 letters, digits or _ . : -';
  throw new DomainError('place.id-invalid', {}, [{ field: 'placeId', rule: 'pattern', message }]);
}
