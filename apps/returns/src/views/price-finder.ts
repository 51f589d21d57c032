import { Injectable } from '@nestjs/common';
import { ViewTable } from '@entrepot/eventstore';
import { DatabaseTime, InjectView } from '@entrepot/platform';
import type { PriceOf } from '../domain/exchange';
import type { PriceRow } from './prices.view';

const MOST_ROWS = 1_000;

/** Finds what SKUs cost now, as the database tells the time. */
@Injectable()
export class PriceFinder {
  constructor(
    private readonly time: DatabaseTime,
    @InjectView('prices') private readonly prices: ViewTable<PriceRow>,
  ) {}

  async pricesOf(merchantId: string, skus: readonly string[]): Promise<PriceOf> {
    if (skus.length === 0) return () => undefined;
    const { items } = await this.prices.find(merchantId, { where: { sku: { in: skus } }, limit: MOST_ROWS });
    const now = Date.parse(this.time.now());
    return (sku, currency) =>
      items.find((row) => row.sku === sku && row.currency === currency && Date.parse(row.validFrom) <= now)?.amount;
  }
}
