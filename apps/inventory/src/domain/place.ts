import type { PlaceChanged, PlaceRegistered } from '@entrepot/contracts/inventory';
import type { Address } from '@entrepot/contracts/shared';
import { defineStream, type StreamRef } from '@entrepot/kernel';

/** What is known about a place. */
export interface PlaceDescription {
  readonly name: string;
  readonly address?: Address;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly handlingCost?: number;
}

export type Place = { readonly status: 'none' } | ({ readonly status: 'registered' } & PlaceDescription);

/** place/<placeId> */
export const PlaceStream = defineStream<Place, PlaceRegistered | PlaceChanged>({
  kind: 'place',
  initial: { status: 'none' },
  evolve: (_place, event) => ({ status: 'registered', ...described(event) }),
});

/** The known fields only: what was left out is absent, not undefined. */
export function described(from: PlaceDescription): PlaceDescription {
  const { name, address, latitude, longitude, handlingCost } = from;
  return {
    name,
    ...(address === undefined ? {} : { address }),
    ...(latitude === undefined ? {} : { latitude }),
    ...(longitude === undefined ? {} : { longitude }),
    ...(handlingCost === undefined ? {} : { handlingCost }),
  };
}

/** The stream of a place: what a command that names one has to read. */
export function placeRef(placeId: string): StreamRef<Place> {
  return { stream: PlaceStream, key: placeId };
}
