import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { Carriers } from './clients/carriers';
import { SandboxCarrier } from './clients/sandbox-carrier';
import { ShippingPolicies } from './consumers/shipping-policy';
import { CarrierSilence } from './consumers/carrier-silence.consumer';
import { OnOrderRoutingRequested } from './consumers/order-routing-requested.consumer';
import { OnReturnShipmentRequested } from './consumers/return-shipment-requested.consumer';
import { OnShipmentInterceptionRequested } from './consumers/shipment-interception-requested.consumer';
import { OnShipmentRequested } from './consumers/shipment-requested.consumer';
import { OnShipmentVoidRequested } from './consumers/shipment-void-requested.consumer';
import { OnTrackingReported } from './consumers/tracking-reported.consumer';
import { WebhookReader } from './domain/carrier-news';
import { logisticsErrors } from './domain/errors';
import { RoutingStream } from './domain/routing';
import { ShipmentStream } from './domain/shipment-stream';
import { TrackingStream } from './domain/tracking';
import { AskCarrier } from './effects/ask-carrier.effect';
import { BookLabel } from './effects/book-label.effect';
import { InterceptParcel } from './effects/intercept-parcel.effect';
import { VoidLabel } from './effects/void-label.effect';
import { CarrierWebhooksController } from './http/carrier-webhooks.controller';
import { RoutesController } from './http/routes.controller';
import { ShipmentsController } from './http/shipments.controller';
import { AvailabilityView } from './views/availability.view';
import { PlaceBook } from './views/place-book';
import { PlacesView } from './views/places.view';
import { RouteHistory } from './views/route-history';
import { ShipmentFinder } from './views/shipment-finder';
import { ShipmentsView } from './views/shipments.view';
import { ShippingFactFinder } from './views/shipping-fact-finder';
import { STANDING_SHIPMENTS } from './views/standing-shipments';
import { StockFinder } from './views/stock-finder';
import { StockMemory } from './views/stock-memory';
import { WeightsView } from './views/weights.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'logistics',
      summary: 'The truth about where it is: routing, shipments, parcels, tracking, interception',
      errors: logisticsErrors,
      // Secrets of webhooks are kept under the master key.
      personalData: {},
      streams: [RoutingStream, ShipmentStream, TrackingStream],
      views: ['availability', 'places', 'weights', 'shipments'],
      standingStill: [STANDING_SHIPMENTS],
    }),
  ],
  controllers: [
    // doors for people, systems and carriers
    RoutesController,
    ShipmentsController,
    CarrierWebhooksController,
    // doors for events
    OnOrderRoutingRequested,
    OnShipmentRequested,
    OnReturnShipmentRequested,
    OnShipmentVoidRequested,
    OnShipmentInterceptionRequested,
    OnTrackingReported,
    CarrierSilence,
    // work that calls out
    BookLabel,
    VoidLabel,
    InterceptParcel,
    AskCarrier,
    // read models
    ShipmentsView,
    AvailabilityView,
    PlacesView,
    WeightsView,
  ],
  providers: [
    SandboxCarrier,
    { provide: Carriers, useFactory: (sandbox: SandboxCarrier) => new Carriers([sandbox]), inject: [SandboxCarrier] },
    { provide: WebhookReader, useExisting: Carriers },
    ShippingPolicies,
    PlaceBook,
    StockMemory,
    StockFinder,
    ShippingFactFinder,
    ShipmentFinder,
    RouteHistory,
  ],
})
export class LogisticsModule {}
