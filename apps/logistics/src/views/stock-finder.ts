import { Injectable } from '@nestjs/common';
import type { OrderRoutingRequested } from '@entrepot/contracts/orders';
import type { Candidate, Found } from '../domain/candidates';
import { byMerchant } from './by-merchant';
import { PlaceBook } from './place-book';
import type { PlaceRow } from './places.view';
import { StockMemory, type FreeByPlace } from './stock-memory';

type Stock = ReadonlyMap<string, FreeByPlace>;

/** Stock that other processes of this service learn of is seen after this time at the latest. */
const REMEMBERED_MS = 5_000;

/**
 * Finds the places that have some of what orders want, from memory. It may lack what other processes learnt in the last five
 * seconds, and does no harm then: what is gone already is refused by the reservation, and the next attempt of the order
 * looks at the table; what seems not to be there is looked up in the table before anybody is told so; what came in
 * meanwhile may have been nearer.
 */
@Injectable()
export class StockFinder {
  constructor(
    private readonly stock: StockMemory,
    private readonly book: PlaceBook,
  ) {}

  /** The candidates of every request, with one look at the stock for all requests of a merchant. */
  async candidatesFor(
    requests: readonly OrderRoutingRequested[],
    merchantIds: readonly string[],
  ): Promise<(request: OrderRoutingRequested) => Found> {
    const found = new Map<OrderRoutingRequested, Found>();
    for (const [merchantId, own] of byMerchant(requests, merchantIds)) {
      const stock = await this.stockFor(merchantId, own);
      const placeIds = [...stock.values()].flatMap((places) => [...places.keys()]);
      const places = await this.book.placesOf(merchantId, placeIds);
      for (const request of own) {
        const unheard = skusOf([request]).filter((sku) => !stock.has(sku));
        found.set(request, { candidates: candidates(request, stock, places), unheard });
      }
    }
    return (request) => found.get(request) ?? { candidates: [], unheard: [] };
  }

  private async stockFor(merchantId: string, requests: readonly OrderRoutingRequested[]): Promise<Stock> {
    const now = performance.now();
    const remembered = await this.stock.of(merchantId, skusOf(requests), now - REMEMBERED_MS);
    const doubtful = requests.filter((request) => request.attempt > 1 || !isEnough(request, remembered));
    if (doubtful.length === 0) return remembered;
    return new Map([...remembered, ...(await this.stock.of(merchantId, skusOf(doubtful), now))]);
  }
}

function isEnough({ lines, excludedPlaces = [] }: OrderRoutingRequested, stock: Stock): boolean {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  return [...wanted].every(([sku, quantity]) => {
    let free = 0;
    for (const [placeId, own] of stock.get(sku) ?? []) if (!excludedPlaces.includes(placeId)) free += own;
    return free >= quantity;
  });
}

function skusOf(requests: readonly OrderRoutingRequested[]): string[] {
  return [...new Set(requests.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
}

function candidates(
  { lines }: OrderRoutingRequested,
  stock: Stock,
  places: ReadonlyMap<string, PlaceRow>,
): Candidate[] {
  const free = new Map<string, Map<string, number>>();
  for (const sku of new Set(lines.map((line) => line.sku))) {
    for (const [placeId, pieces] of stock.get(sku) ?? []) {
      const own = free.get(placeId) ?? new Map<string, number>();
      free.set(placeId, own.set(sku, pieces));
    }
  }
  return [...free].map(([placeId, own]) => {
    const { latitude, longitude, handlingCost } = places.get(placeId) ?? {};
    return {
      ...{ placeId, free: own },
      ...(latitude !== undefined && { latitude }),
      ...(longitude !== undefined && { longitude }),
      ...(handlingCost !== undefined && { handlingCost }),
    };
  });
}
