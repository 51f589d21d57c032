import { Injectable } from '@nestjs/common';
import { ViewTable } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';
import type { PriceOf } from '../domain/exchange';
import type { PriceRow } from './prices.view';

const MOST_ROWS = 1_000;

/** Finds what SKUs cost now. */
@Injectable()
export class PriceFinder {
  constructor(@InjectView('prices') private readonly prices: ViewTable<PriceRow>) {}

  async pricesOf(merchantId: string, skus: readonly string[]): Promise<PriceOf> {
    if (skus.length === 0) return () => undefined;
    const { items } = await this.prices.find(merchantId, { where: { sku: { in: skus } }, limit: MOST_ROWS });
    const now = Date.now();
    return (sku, currency) =>
      items.find((row) => row.sku === sku && row.currency === currency && Date.parse(row.validFrom) <= now)?.amount;
  }
}
