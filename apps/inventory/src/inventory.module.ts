import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { ReservationExpiry } from './consumers/reservation-expiry.consumer';
import { OnReturnRestockRequested } from './consumers/return-restock-requested.consumer';
import { OnStockFulfilmentRequested } from './consumers/stock-fulfilment-requested.consumer';
import { OnStockKeepRequested } from './consumers/stock-keep-requested.consumer';
import { OnStockReleaseRequested } from './consumers/stock-release-requested.consumer';
import { OnStockReservationRequested } from './consumers/stock-reservation-requested.consumer';
import { OnStockRestockRequested } from './consumers/stock-restock-requested.consumer';
import { AdjustmentStream } from './domain/adjustment';
import { CountStream } from './domain/count';
import { inventoryErrors } from './domain/errors';
import { PlaceStream } from './domain/place';
import { ImportPartStream, StockImportStream } from './domain/stock-import';
import { ReceiptStream } from './domain/receipt';
import { ReorderPointStream } from './domain/reorder-point';
import { ReservationStream } from './domain/reservation';
import { RestockStream } from './domain/restock';
import { StockStream } from './domain/stock';
import { BookImportPart } from './effects/book-import-part.effect';
import { AdjustmentsController } from './http/adjustments.controller';
import { BundlesController } from './http/bundles.controller';
import { CountsController } from './http/counts.controller';
import { PlacesController } from './http/places.controller';
import { ReceiptsController } from './http/receipts.controller';
import { ReorderPointsController } from './http/reorder-points.controller';
import { ReservationsController } from './http/reservations.controller';
import { StockAuditController } from './http/stock-audit.controller';
import { StockImportsController } from './http/stock-imports.controller';
import { StockController } from './http/stock.controller';
import { AdjustmentsView } from './views/adjustments.view';
import { BundlesView } from './views/bundles.view';
import { PlacesView } from './views/places.view';
import { ReservationsView } from './views/reservations.view';
import { StockAudit } from './views/stock-audit';
import { StockBooks } from './views/stock-books';
import { StockHistory } from './views/stock-history';
import { StockImportsView } from './views/stock-imports.view';
import { TotalsOfStock } from './views/stock-totals';
import { StockView } from './views/stock.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'inventory',
      summary: 'The truth about what is there: stock per SKU and place, reservations, the stock ledger',
      errors: inventoryErrors,
      personalData: {},
      streams: [
        PlaceStream,
        ReceiptStream,
        AdjustmentStream,
        CountStream,
        ReservationStream,
        RestockStream,
        ReorderPointStream,
        StockImportStream,
        ImportPartStream,
        StockStream,
      ],
      views: ['adjustments', 'bundles', 'places', 'reservations', 'stock', 'stock-imports'],
      books: [StockBooks],
    }),
  ],
  controllers: [
    // doors for people and systems
    PlacesController,
    ReceiptsController,
    AdjustmentsController,
    CountsController,
    StockController,
    StockImportsController,
    BundlesController,
    ReorderPointsController,
    StockAuditController,
    ReservationsController,
    // doors for events
    OnStockReservationRequested,
    OnStockReleaseRequested,
    OnStockFulfilmentRequested,
    OnStockKeepRequested,
    OnStockRestockRequested,
    OnReturnRestockRequested,
    ReservationExpiry,
    // work of its own
    BookImportPart,
    // read models
    AdjustmentsView,
    BundlesView,
    StockImportsView,
    PlacesView,
    ReservationsView,
    StockView,
  ],
  providers: [StockAudit, StockBooks, StockHistory, TotalsOfStock],
})
export class InventoryModule {}
