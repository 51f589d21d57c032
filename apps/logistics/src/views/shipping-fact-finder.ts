import { Injectable } from '@nestjs/common';
import type { ShipLine } from '@entrepot/contracts/shared';
import type { ShippingFacts } from '../domain/shipping-facts';
import { byMerchant } from './by-merchant';
import { PlaceBook } from './place-book';

/** What a shipment is asked for with, as far as facts about it can be looked up. */
interface Asked {
  readonly placeId: string;
  readonly lines: readonly ShipLine[];
}

/** Finds where places are and what pieces weigh, for all shipments that are asked for together. */
@Injectable()
export class ShippingFactFinder {
  constructor(private readonly book: PlaceBook) {}

  async factsFor<E extends Asked>(
    requests: readonly E[],
    merchantIds: readonly string[],
  ): Promise<(request: E) => ShippingFacts> {
    const found = new Map<E, ShippingFacts>();
    for (const [merchantId, own] of byMerchant(requests, merchantIds)) {
      const [places, weightGrams] = await Promise.all([
        this.book.placesOf(
          merchantId,
          own.map(({ placeId }) => placeId),
        ),
        this.book.weightsOf(
          merchantId,
          own.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
        ),
      ]);
      for (const request of own) {
        const placeAddress = places.get(request.placeId)?.address;
        found.set(request, { weightGrams, ...(placeAddress !== undefined && { placeAddress }) });
      }
    }
    return (request) => found.get(request) ?? { weightGrams: new Map() };
  }
}
