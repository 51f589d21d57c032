import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address } from '../shared';
import { Doc, Latitude, Longitude, MinorAmount, Nested, OpaqueId, Optional, Text } from '../vocabulary';

const place = {
  placeId: 'gru-1',
  name: 'Guarulhos warehouse',
  address: { line1: 'Rodovia Dutra 225', city: 'Guarulhos', region: 'SP', postalCode: '07034', country: 'BR' },
  latitude: -23.4538,
  longitude: -46.5333,
  handlingCost: 150,
};

@Doc('A place that holds stock was made known: a warehouse, a shop, a seller.')
@EventContract<PlaceRegistered>({ topic: 'inventory.place.v1', readers: ['inventory', 'logistics'], example: place })
export class PlaceRegistered extends DomainEvent {
  readonly type = 'PlaceRegistered';

  @OpaqueId()
  placeId!: string;

  @Text(200)
  name!: string;

  @Optional()
  @Nested(() => Address)
  address?: Address;

  @Optional()
  @Latitude()
  latitude?: number;

  @Optional()
  @Longitude()
  longitude?: number;

  @Doc('What handling one shipment costs here, in minor units: decides between places at the same distance.')
  @Optional()
  @MinorAmount()
  handlingCost?: number;

  constructor(fields: Fields<PlaceRegistered>) {
    super(fields);
  }
}

@Doc('What is known about a place was replaced by this; a field that is absent is no longer known.')
@EventContract<PlaceChanged>({ topic: 'inventory.place.v1', readers: ['inventory', 'logistics'], example: place })
export class PlaceChanged extends DomainEvent {
  readonly type = 'PlaceChanged';

  @OpaqueId()
  placeId!: string;

  @Text(200)
  name!: string;

  @Optional()
  @Nested(() => Address)
  address?: Address;

  @Optional()
  @Latitude()
  latitude?: number;

  @Optional()
  @Longitude()
  longitude?: number;

  @Doc('What handling one shipment costs here, in minor units: decides between places at the same distance.')
  @Optional()
  @MinorAmount()
  handlingCost?: number;

  constructor(fields: Fields<PlaceChanged>) {
    super(fields);
  }
}
