import { Controller, Get, Param, Query } from '@nestjs/common';
import { Count, FreeKey, OneOf, OpaqueId, Optional, Sku, Timestamp } from '@entrepot/contracts';
import {
  LowStockPage,
  STOCK_CAUSES,
  StockLedgerEntryPage,
  StockLevel,
  StockLevelPage,
  type StockCause,
} from '@entrepot/contracts/inventory';
import { Streams, ViewTable, type SortBy } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import {
  Answers,
  DatabaseTime,
  InjectView,
  mapPage,
  MerchantId,
  PageQuery,
  pageRequest,
  respondWith,
} from '@entrepot/platform';
import { PlaceStream } from '../domain/place';
import { available, stockKey, StockStream, type Stock } from '../domain/stock';
import { ledgerPage } from '../views/ledger';
import { StockHistory } from '../views/stock-history';
import type { StockRow } from '../views/stock.view';
import { pastMoment } from './past-moment';

export class ListStock extends PageQuery {
  @Optional() @Sku() sku?: string;
  @Optional() @OpaqueId() placeId?: string;
  /** A past moment: what was recorded by then. What has no entry by then is left out, so a page may be short. */
  @Optional() @Timestamp() asOf?: string;
}

export class ListLowStock extends PageQuery {
  /** At most so many available. Without it: at or below the reorder point that is set. */
  @Optional() @Count() threshold?: number;
  @Optional() @Sku() sku?: string;
  @Optional() @OpaqueId() placeId?: string;
}

export class ShowStock {
  /** A past moment: what was recorded by then. */
  @Optional() @Timestamp() asOf?: string;
}

export class ListLedger extends PageQuery {
  @Optional() @OneOf(STOCK_CAUSES) cause?: StockCause;
  @Optional() @FreeKey() user?: string;
}

@Controller('v1')
export class StockController {
  constructor(
    private readonly streams: Streams,
    private readonly history: StockHistory,
    private readonly time: DatabaseTime,
    @InjectView('stock') private readonly stock: ViewTable<StockRow>,
  ) {}

  @Get('stock')
  @Answers(StockLevelPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListStock) {
    const { sku, placeId, asOf } = query;
    const moment = asOf === undefined ? undefined : pastMoment(asOf, this.time.now());
    const page = await this.stock.find(merchantId, { where: { sku, placeId }, ...pageRequest(query) });
    if (moment === undefined) return mapPage(page, (row) => level(row.sku, row.placeId, row));
    const ledgers = page.items.map((row) => ({ key: row.id, version: row.version }));
    const balances = await this.history.balancesAt(merchantId, ledgers, moment);
    const items = page.items.flatMap((row, index) => {
      const balance = balances[index];
      return balance === undefined ? [] : [{ ...level(row.sku, row.placeId, balance), asOf }];
    });
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  /** Those that are furthest below their reorder point first; with a threshold those with the least available first. */
  @Get('stock/low')
  @Answers(LowStockPage)
  async low(@MerchantId() merchantId: string, @Query() query: ListLowStock) {
    const { threshold, sku, placeId } = query;
    const low = threshold === undefined ? { missing: { gte: 0 } } : { available: { lte: threshold } };
    const sort: SortBy = threshold === undefined ? { missing: -1 } : { available: 1 };
    const page = await this.stock.find(merchantId, { where: { ...low, sku, placeId }, sort, ...pageRequest(query) });
    return mapPage(page, (row) => {
      const { missing } = row;
      return { ...level(row.sku, row.placeId, row), ...(missing === undefined ? {} : { missing }) };
    });
  }

  @Get('places/:placeId/stock/:sku')
  @Answers(StockLevel)
  async show(
    @MerchantId() merchantId: string,
    @Param('placeId') placeId: string,
    @Param('sku') sku: string,
    @Query() { asOf }: ShowStock,
  ) {
    const key = stockKey(sku, placeId);
    const { state, version } = await this.streams.read(StockStream, merchantId, key);
    if (version === 0) await this.requirePlace(merchantId, placeId);
    if (asOf === undefined) return respondWith(level(sku, placeId, state), version);
    const [then] = await this.history.balancesAt(merchantId, [{ key, version }], pastMoment(asOf, this.time.now()));
    return { ...level(sku, placeId, then ?? StockStream.initial), asOf };
  }

  /** Newest first; read from the ledger itself, so it is as it is now. */
  @Get('places/:placeId/stock/:sku/ledger')
  @Answers(StockLedgerEntryPage)
  async ledger(
    @MerchantId() merchantId: string,
    @Param('placeId') placeId: string,
    @Param('sku') sku: string,
    @Query() query: ListLedger,
  ) {
    const at = { merchantId, key: stockKey(sku, placeId) };
    const page = await ledgerPage(this.streams, at, pageRequest(query), query);
    if (page.items.length === 0) await this.requirePlace(merchantId, placeId);
    return page;
  }

  private async requirePlace(merchantId: string, placeId: string): Promise<void> {
    const { version } = await this.streams.read(PlaceStream, merchantId, placeId);
    if (version === 0) throw new DomainError('place.not-found', { placeId });
  }
}

function level(sku: string, placeId: string, stock: Stock): StockLevel {
  const { onHand, reserved, reorderPoint } = stock;
  const point = reorderPoint === undefined ? {} : { reorderPoint };
  return { sku, placeId, onHand, reserved, available: available(stock), ...point };
}
