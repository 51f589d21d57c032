import { PlaceChanged, PlaceRegistered } from '@entrepot/contracts/inventory';
import type { Address } from '@entrepot/contracts/shared';
import { Mirrors } from '@entrepot/messaging';

/** A place, as far as sending from it or to it is concerned. */
export interface PlaceRow {
  readonly address?: Address;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly handlingCost?: number;
}

@Mirrors<typeof PlaceRegistered | typeof PlaceChanged>({
  events: [PlaceRegistered, PlaceChanged],
  view: 'places',
  id: ({ placeId }) => placeId,
})
export class PlacesView {
  row({ address, latitude, longitude, handlingCost }: PlaceRegistered | PlaceChanged): PlaceRow {
    return {
      ...(address !== undefined && { address }),
      ...(latitude !== undefined && { latitude }),
      ...(longitude !== undefined && { longitude }),
      ...(handlingCost !== undefined && { handlingCost }),
    };
  }
}
