import { Injectable } from '@nestjs/common';
import type { OrderRoutingRequested } from '@entrepot/contracts/orders';
import { ViewTable } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';
import type { Candidate } from '../domain/candidates';
import type { AvailabilityRow } from './availability.view';
import { byMerchant } from './by-merchant';
import { PlaceBook } from './place-book';
import type { PlaceRow } from './places.view';

const ROWS_A_PAGE = 5_000;
const SKUS_A_QUERY = 500;

/** Finds the places that have some of what orders want. */
@Injectable()
export class StockFinder {
  constructor(
    @InjectView('availability') private readonly availability: ViewTable<AvailabilityRow>,
    private readonly book: PlaceBook,
  ) {}

  /** The candidates of every request, with one look at the stock for all requests of a merchant. */
  async candidatesFor(
    requests: readonly OrderRoutingRequested[],
    merchantIds: readonly string[],
  ): Promise<(request: OrderRoutingRequested) => readonly Candidate[]> {
    const found = new Map<OrderRoutingRequested, readonly Candidate[]>();
    for (const [merchantId, own] of byMerchant(requests, merchantIds)) {
      const rows = await this.stockOf(merchantId, skusOf(own));
      const placeIds = [...rows.values()].flatMap((some) => some.map(({ placeId }) => placeId));
      const places = await this.book.placesOf(merchantId, placeIds);
      for (const request of own) found.set(request, candidates(request, rows, places));
    }
    return (request) => found.get(request) ?? [];
  }

  private async stockOf(merchantId: string, skus: readonly string[]): Promise<Map<string, AvailabilityRow[]>> {
    const rows = new Map<string, AvailabilityRow[]>();
    for (let at = 0; at < skus.length; at += SKUS_A_QUERY) {
      const where = { sku: { in: skus.slice(at, at + SKUS_A_QUERY) }, free: { gt: 0 } };
      let cursor: string | undefined;
      do {
        const page = await this.availability.find(merchantId, { where, limit: ROWS_A_PAGE, ...(cursor && { cursor }) });
        for (const row of page.items) add(rows, row);
        cursor = page.next;
      } while (cursor !== undefined);
    }
    return rows;
  }
}

function skusOf(requests: readonly OrderRoutingRequested[]): string[] {
  return [...new Set(requests.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
}

function candidates(
  { lines }: OrderRoutingRequested,
  rows: ReadonlyMap<string, readonly AvailabilityRow[]>,
  places: ReadonlyMap<string, PlaceRow>,
): Candidate[] {
  const free = new Map<string, Map<string, number>>();
  for (const sku of new Set(lines.map((line) => line.sku))) {
    for (const row of rows.get(sku) ?? []) {
      const own = free.get(row.placeId) ?? new Map<string, number>();
      free.set(row.placeId, own.set(sku, row.free));
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

function add(rows: Map<string, AvailabilityRow[]>, row: AvailabilityRow): void {
  const known = rows.get(row.sku);
  if (known === undefined) rows.set(row.sku, [row]);
  else known.push(row);
}
