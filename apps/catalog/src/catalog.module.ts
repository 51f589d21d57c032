import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { catalogErrors } from './domain/errors';
import { ImportStream } from './domain/import-record';
import { ProductStream } from './domain/product';
import { SkuStream } from './domain/sku';
import { Looks } from './http/answers';
import { ImportsController } from './http/imports.controller';
import { MediaController } from './http/media.controller';
import { ProductsController } from './http/products.controller';
import { SkuChangesController } from './http/sku-changes.controller';
import { SkusController } from './http/skus.controller';
import { TranslationsController } from './http/translations.controller';
import { VariantsController } from './http/variants.controller';
import { ProductsView } from './views/products.view';
import { SkuLookup } from './views/sku-lookup';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'catalog',
      summary: 'The truth about what is sold: products, variants, prices',
      errors: catalogErrors,
      streams: [ProductStream, SkuStream, ImportStream],
      views: ['products'],
      awaitsReadersOf: ['catalog.product.v1'],
    }),
  ],
  controllers: [
    // doors
    ProductsController,
    VariantsController,
    SkusController,
    SkuChangesController,
    TranslationsController,
    MediaController,
    ImportsController,
    // read models
    ProductsView,
  ],
  providers: [Looks, SkuLookup],
})
export class CatalogModule {}
