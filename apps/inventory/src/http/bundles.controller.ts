import { Controller, Get, Param } from '@nestjs/common';
import { BundleAvailability } from '@entrepot/contracts/inventory';
import { Streams, ViewTable } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, InjectView, MerchantId } from '@entrepot/platform';
import { buildable } from '../domain/buildable';
import { PlaceStream } from '../domain/place';
import { available, stockKey, StockStream } from '../domain/stock';
import type { BundleRow } from '../views/bundles.view';

@Controller('v1/places/:placeId/bundles/:sku')
export class BundlesController {
  constructor(
    private readonly streams: Streams,
    @InjectView('bundles') private readonly bundles: ViewTable<BundleRow>,
  ) {}

  /** How many can be put together from what the place has now; nothing is set aside. */
  @Get()
  @Answers(BundleAvailability)
  async show(
    @MerchantId() merchantId: string,
    @Param('placeId') placeId: string,
    @Param('sku') sku: string,
  ): Promise<BundleAvailability> {
    const place = await this.streams.read(PlaceStream, merchantId, placeId);
    if (place.version === 0) throw new DomainError('place.not-found', { placeId });
    const bundle = await this.bundles.get(merchantId, sku);
    const components = await Promise.all(
      (bundle?.components ?? []).map(async ({ sku: part, quantity }) => {
        return { sku: part, quantity, available: await this.availableOf(merchantId, part, placeId) };
      }),
    );
    // What is no bundle need not be built: it is there.
    const count = bundle === undefined ? await this.availableOf(merchantId, sku, placeId) : buildable(components);
    return { sku, placeId, buildable: count, components };
  }

  private async availableOf(merchantId: string, sku: string, placeId: string): Promise<number> {
    const { state } = await this.streams.read(StockStream, merchantId, stockKey(sku, placeId));
    return available(state);
  }
}
