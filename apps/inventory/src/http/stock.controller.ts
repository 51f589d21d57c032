import { Controller, Get, Param, Query } from '@nestjs/common';
import { OpaqueId, Optional, Sku } from '@entrepot/contracts';
import { StockLedgerEntryPage, StockLevel, StockLevelPage } from '@entrepot/contracts/inventory';
import { Streams, ViewTable } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, InjectView, mapPage, MerchantId, PageQuery, pageRequest, respondWith } from '@entrepot/platform';
import { PlaceStream } from '../domain/place';
import { available, stockKey, StockStream, type Stock } from '../domain/stock';
import { ledgerPage } from '../views/ledger';
import type { StockRow } from '../views/stock.view';

export class ListStock extends PageQuery {
  @Optional() @Sku() sku?: string;
  @Optional() @OpaqueId() placeId?: string;
}

@Controller('v1')
export class StockController {
  constructor(
    private readonly streams: Streams,
    @InjectView('stock') private readonly stock: ViewTable<StockRow>,
  ) {}

  @Get('stock')
  @Answers(StockLevelPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListStock) {
    const { sku, placeId } = query;
    const page = await this.stock.find(merchantId, { where: { sku, placeId }, ...pageRequest(query) });
    return mapPage(page, (row) => level(row.sku, row.placeId, row));
  }

  @Get('places/:placeId/stock/:sku')
  @Answers(StockLevel)
  async show(@MerchantId() merchantId: string, @Param('placeId') placeId: string, @Param('sku') sku: string) {
    const { state, version } = await this.streams.read(StockStream, merchantId, stockKey(sku, placeId));
    if (version === 0) await this.requirePlace(merchantId, placeId);
    return respondWith(level(sku, placeId, state), version);
  }

  /** Newest first; read from the ledger itself, so it is as it is now. */
  @Get('places/:placeId/stock/:sku/ledger')
  @Answers(StockLedgerEntryPage)
  async ledger(
    @MerchantId() merchantId: string,
    @Param('placeId') placeId: string,
    @Param('sku') sku: string,
    @Query() query: PageQuery,
  ) {
    const page = await ledgerPage(this.streams, merchantId, stockKey(sku, placeId), pageRequest(query));
    if (page.items.length === 0) await this.requirePlace(merchantId, placeId);
    return page;
  }

  private async requirePlace(merchantId: string, placeId: string): Promise<void> {
    const { version } = await this.streams.read(PlaceStream, merchantId, placeId);
    if (version === 0) throw new DomainError('place.not-found', { placeId });
  }
}

function level(sku: string, placeId: string, stock: Stock): StockLevel {
  const { onHand, reserved } = stock;
  return { sku, placeId, onHand, reserved, available: available(stock) };
}
