import { Injectable, Optional } from '@nestjs/common';
import { ViewTable, type StateRow } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';
import type { AvailabilityRow } from './availability.view';

/** Rows and SKUs together: about 30 MB. */
const MOST_KEPT = 200_000;
const ROWS_A_PAGE = 5_000;
const SKUS_A_QUERY = 500;

interface Shelf {
  readonly free: number;
  readonly version: number;
}

interface Remembered {
  /** By place; those with nothing left too, so that an older row can be told from a newer one. */
  readonly shelves: Map<string, Shelf>;
  /** When the table was last asked, by the monotonic clock. */
  askedAt: number;
  /** False once it was given up for others: who still reads into it counts no more. */
  kept: boolean;
}

/** Pieces that are free to sell, by place; places with nothing left are not there. */
export type FreeByPlace = ReadonlyMap<string, number>;

/**
 * What is free of the SKUs that orders want, kept in this process instead of being read for every order. What this process
 * itself hears is in it at once, before it is in the table. What other processes hear is seen when the table is asked again:
 * until then a row may be as old as the caller allows.
 */
@Injectable()
export class StockMemory {
  /** By merchant and SKU, those first that nobody asked for, or told anything of, for longest. */
  private readonly skus = new Map<string, Remembered>();
  private count = 0;

  constructor(
    @InjectView('availability') private readonly table: ViewTable<AvailabilityRow>,
    @Optional() private readonly mostKept = MOST_KEPT,
  ) {}

  /**
   * The stock of each SKU that was ever heard of, not older than `since` (`performance.now()`); all SKUs that are too old with
   * one look.
   */
  async of(merchantId: string, skus: Iterable<string>, since: number): Promise<ReadonlyMap<string, FreeByPlace>> {
    const found = new Map<string, Remembered>();
    const old: string[] = [];
    for (const sku of new Set(skus)) {
      const known = this.skus.get(keyOf(merchantId, sku));
      if (known === undefined || known.askedAt < since) old.push(sku);
      else found.set(sku, known);
    }
    for (let at = 0; at < old.length; at += SKUS_A_QUERY) {
      const some = await this.ask(merchantId, old.slice(at, at + SKUS_A_QUERY));
      for (const [sku, remembered] of some) found.set(sku, remembered);
    }
    const heard = [...found].filter(([, { shelves }]) => shelves.size > 0);
    return new Map(heard.map(([sku, { shelves }]) => [sku, freeOf(shelves)]));
  }

  /** A row as it is or will soon be in the table. */
  learn({ merchantId, version, row }: StateRow<AvailabilityRow>): void {
    if (row === undefined) return;
    this.put(this.opened(merchantId, row.sku), row, version);
    this.forgetSome();
  }

  private async ask(merchantId: string, skus: readonly string[]): Promise<Map<string, Remembered>> {
    const askedAt = performance.now();
    const asked = new Map(skus.map((sku) => [sku, this.opened(merchantId, sku)]));
    let cursor: string | undefined;
    do {
      const query = { where: { sku: { in: skus } }, limit: ROWS_A_PAGE, ...(cursor && { cursor }) };
      const page = await this.table.find(merchantId, query);
      for (const row of page.items) this.put(asked.get(row.sku)!, row, row.version);
      cursor = page.next;
    } while (cursor !== undefined);
    for (const remembered of asked.values()) remembered.askedAt = Math.max(remembered.askedAt, askedAt);
    this.forgetSome();
    return asked;
  }

  private opened(merchantId: string, sku: string): Remembered {
    const key = keyOf(merchantId, sku);
    const remembered = this.skus.get(key) ?? { shelves: new Map<string, Shelf>(), askedAt: -Infinity, kept: true };
    if (!this.skus.delete(key)) this.count += 1;
    this.skus.set(key, remembered);
    return remembered;
  }

  private put({ shelves, kept }: Remembered, { placeId, free }: AvailabilityRow, version: number): void {
    const known = shelves.get(placeId);
    if (known !== undefined && known.version >= version) return;
    if (known === undefined && kept) this.count += 1;
    shelves.set(placeId, { free, version });
  }

  private forgetSome(): void {
    for (const [key, remembered] of this.skus) {
      if (this.count <= this.mostKept) return;
      this.skus.delete(key);
      remembered.kept = false;
      this.count -= 1 + remembered.shelves.size;
    }
  }
}

function freeOf(shelves: ReadonlyMap<string, Shelf>): FreeByPlace {
  const free = new Map<string, number>();
  for (const [placeId, shelf] of shelves) if (shelf.free > 0) free.set(placeId, shelf.free);
  return free;
}

function keyOf(merchantId: string, sku: string): string {
  return `${merchantId}\n${sku}`;
}
