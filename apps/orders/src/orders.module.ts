import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { CatalogClient } from './clients/catalog.client';
import { PaymentsClient } from './clients/payments.client';
import { OnAwaitedSkuAppeared } from './consumers/awaited-sku-appeared.consumer';
import { OnExchangeAnswered } from './consumers/exchange-answered.consumer';
import { OnExchangeReduced } from './consumers/exchange-reduced.consumer';
import { OnInterceptionFailed } from './consumers/interception-failed.consumer';
import { OrderDeadline } from './consumers/order-deadline.consumer';
import { OrderIntake } from './consumers/order-intake.consumer';
import { OnOrderActionRequested } from './consumers/order-action-requested.consumer';
import { OnPaymentAuthorised } from './consumers/payment-authorised.consumer';
import { OnPaymentCaptured } from './consumers/payment-captured.consumer';
import { OnPaymentDeclined } from './consumers/payment-declined.consumer';
import { OnPaymentExtended } from './consumers/payment-extended.consumer';
import { OnPaymentExtensionDeclined } from './consumers/payment-extension-declined.consumer';
import { OnPaymentRefunded } from './consumers/payment-refunded.consumer';
import { OnPaymentReleased } from './consumers/payment-released.consumer';
import { OnReservationExpiryReached } from './consumers/reservation-expiry-reached.consumer';
import { OnReturnInspected } from './consumers/return-inspected.consumer';
import { OnRoutePlanned } from './consumers/route-planned.consumer';
import { OnShipmentDelivered } from './consumers/shipment-delivered.consumer';
import { OnShipmentIntercepted } from './consumers/shipment-intercepted.consumer';
import { OnShipmentLost } from './consumers/shipment-lost.consumer';
import { OnShipmentPickedUp } from './consumers/shipment-picked-up.consumer';
import { OnShipmentReturned } from './consumers/shipment-returned.consumer';
import { OnShipmentVoidRefused } from './consumers/shipment-void-refused.consumer';
import { OnShipmentVoided } from './consumers/shipment-voided.consumer';
import { OnStockReleased } from './consumers/stock-released.consumer';
import { OnSkuStillAwaited } from './consumers/sku-still-awaited.consumer';
import { OnStockReservationRefused } from './consumers/stock-reservation-refused.consumer';
import { OnStockReserved } from './consumers/stock-reserved.consumer';
import { OnVariantAdded } from './consumers/variant-added.consumer';
import { OnVariantBundled } from './consumers/variant-bundled.consumer';
import { OnVariantPriced } from './consumers/variant-priced.consumer';
import { BulkStream } from './domain/bulk';
import { ErasureStream } from './domain/erasure';
import { orderErrors } from './domain/errors';
import { IntakeStream } from './domain/intake';
import { OrderStream } from './domain/order';
import { SkuStream } from './domain/sku';
import { subjectNameIn } from './domain/subject-name';
import { SkuRegister } from './domain/taking-orders';
import { BulkController } from './http/bulk.controller';
import { BulkDesk } from './http/bulk-desk';
import { BulkPreview } from './http/bulk-preview';
import { ChangeDesk } from './http/change-desk';
import { ChangePreview } from './http/change-preview';
import { ErasePerson } from './effects/erase-person.effect';
import { ErasuresController } from './http/erasures.controller';
import { IntakeRejectionsController } from './http/intake-rejections.controller';
import { OrderActionsController } from './http/order-actions.controller';
import { OrderActs } from './http/order-acts';
import { OrderChangesController } from './http/order-changes.controller';
import { OrderDesk } from './http/order-desk';
import { OrderStoryController } from './http/order-story.controller';
import { OrderTotalsController } from './http/order-totals.controller';
import { OrdersController } from './http/orders.controller';
import { StuckOrdersController } from './http/stuck-orders.controller';
import { OrderPrivacy } from './order-privacy';
import { IntakeRejectionsView } from './views/intake-rejections.view';
import { MoneyElsewhere } from './domain/money-elsewhere';
import { OrderBooks } from './views/order-books';
import { OrderStory } from './views/order-story';
import { TotalsOfOrders } from './views/order-totals';
import { MerchantTerms } from './merchant-terms';
import { OrdersView } from './views/orders.view';
import { STANDING_ORDERS } from './views/standing-orders';
import { StoryView } from './views/story.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'orders',
      summary: 'The truth about what was promised: orders, and the saga that keeps the promise',
      errors: orderErrors,
      streams: [OrderStream, IntakeStream, SkuStream, BulkStream, ErasureStream],
      personalData: { plainTopics: { 'orders.intake.v1': (_merchantId, body) => subjectNameIn(body) } },
      views: ['orders', 'story', 'intake-rejections'],
      standingStill: [STANDING_ORDERS],
      books: [OrderBooks],
    }),
  ],
  controllers: [
    // doors for people and systems
    BulkController,
    OrdersController,
    OrderActionsController,
    OrderChangesController,
    OrderStoryController,
    OrderTotalsController,
    StuckOrdersController,
    IntakeRejectionsController,
    ErasuresController,
    OrderIntake,
    // the saga: what others tell, and the one timer
    OnRoutePlanned,
    OnStockReserved,
    OnStockReservationRefused,
    OnStockReleased,
    OnReservationExpiryReached,
    OnPaymentAuthorised,
    OnPaymentDeclined,
    OnPaymentCaptured,
    OnPaymentExtended,
    OnPaymentExtensionDeclined,
    OnPaymentRefunded,
    OnPaymentReleased,
    OnShipmentPickedUp,
    OnShipmentDelivered,
    OnShipmentLost,
    OnShipmentReturned,
    OnShipmentVoided,
    OnShipmentVoidRefused,
    OnShipmentIntercepted,
    OnInterceptionFailed,
    OnReturnInspected,
    OnExchangeAnswered,
    OnExchangeReduced,
    OrderDeadline,
    OnOrderActionRequested,
    // what is to be forgotten
    ErasePerson,
    // what the catalog tells
    OnVariantAdded,
    OnVariantPriced,
    OnVariantBundled,
    OnAwaitedSkuAppeared,
    OnSkuStillAwaited,
    // read models
    OrdersView,
    StoryView,
    IntakeRejectionsView,
  ],
  providers: [
    BulkDesk,
    BulkPreview,
    ChangeDesk,
    ChangePreview,
    MerchantTerms,
    OrderActs,
    OrderBooks,
    OrderDesk,
    OrderPrivacy,
    OrderStory,
    TotalsOfOrders,
    { provide: SkuRegister, useClass: CatalogClient },
    { provide: MoneyElsewhere, useClass: PaymentsClient },
  ],
})
export class OrdersModule {}
