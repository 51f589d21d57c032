import type { Address } from '@entrepot/contracts/shared';

/** What planning a shipment needs to know from outside. */
export interface ShippingFacts {
  /** Where the place is, as far as it is known. */
  readonly placeAddress?: Address;
  /** Of one piece, by SKU; a SKU may be without. */
  readonly weightGrams: ReadonlyMap<string, number>;
}

/** How shipments are planned. */
export interface ShippingPolicy {
  /** The carrier that gets new shipments. */
  readonly carrier: string;
  readonly silenceHours: number;
}
