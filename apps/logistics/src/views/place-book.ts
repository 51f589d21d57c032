import { Injectable } from '@nestjs/common';
import { ViewTable } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';
import type { PlaceRow } from './places.view';
import { RememberedRows } from './remembered-rows';
import type { WeightRow } from './weights.view';

const REMEMBERED_MS = 5_000;

/** What is known of places and pieces; a change is noticed within five seconds. */
@Injectable()
export class PlaceBook {
  private readonly places: RememberedRows<PlaceRow>;
  private readonly weights: RememberedRows<WeightRow>;

  constructor(@InjectView('places') places: ViewTable<PlaceRow>, @InjectView('weights') weights: ViewTable<WeightRow>) {
    this.places = new RememberedRows(places, REMEMBERED_MS);
    this.weights = new RememberedRows(weights, REMEMBERED_MS);
  }

  placesOf(merchantId: string, placeIds: Iterable<string>): Promise<ReadonlyMap<string, PlaceRow>> {
    return this.places.of(merchantId, placeIds);
  }

  async weightsOf(merchantId: string, skus: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const rows = await this.weights.of(merchantId, skus);
    return new Map([...rows].map(([sku, { weightGrams }]) => [sku, weightGrams]));
  }
}
