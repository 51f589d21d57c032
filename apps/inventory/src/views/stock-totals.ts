import { Injectable } from '@nestjs/common';
import type { StockTotals } from '@entrepot/contracts/inventory';
import { Streams, ViewTable, type Viewed } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';
import { remainder, type Flows } from '../domain/flows';
import { StockStream } from '../domain/stock';
import type { StockRow } from './stock.view';

const ROWS_A_PAGE = 1_000;

/**
 * Adds up what is there and what ever came and went, as the list of stock shows it. Every row has its own sums, so it takes as long
 * as there are rows, however many entries their ledgers have.
 */
@Injectable()
export class TotalsOfStock {
  constructor(
    private readonly streams: Streams,
    @InjectView('stock') private readonly stock: ViewTable<StockRow>,
  ) {}

  async of(merchantId: string): Promise<StockTotals> {
    const totals = { received: 0, shipped: 0, restocked: 0, lost: 0, found: 0, onHand: 0, reserved: 0, driftedSkus: 0 };
    let cursor: string | undefined;
    do {
      const page = await this.stock.find(merchantId, { limit: ROWS_A_PAGE, ...(cursor && { cursor }) });
      for (const sums of await Promise.all(page.items.map((row) => this.sumsOf(row)))) {
        for (const word of Object.keys(sums) as (keyof typeof sums)[]) totals[word] += sums[word];
        if (remainder(sums) !== sums.onHand) totals.driftedSkus += 1;
      }
      cursor = page.next;
    } while (cursor !== undefined);
    return totals;
  }

  private async sumsOf(row: Viewed<StockRow>): Promise<Flows & Pick<StockRow, 'onHand' | 'reserved'>> {
    const { flows, onHand, reserved } = row;
    if (flows !== undefined) return { ...flows, onHand, reserved };
    const { state } = await this.streams.read(StockStream, row.merchantId, row.id);
    return { ...state.flows, onHand: state.onHand, reserved: state.reserved };
  }
}
