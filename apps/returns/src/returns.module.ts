import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { OnOrderAddressChanged } from './consumers/order-address-changed.consumer';
import { OnExchangeAnswered } from './consumers/exchange-answered.consumer';
import { OnOrderExchangeUndone } from './consumers/order-exchange-undone.consumer';
import { OnOrderLinesAdded } from './consumers/order-lines-added.consumer';
import { OnOrderPlaced } from './consumers/order-placed.consumer';
import { OnReturnArrived } from './consumers/return-arrived.consumer';
import { OnReturnLabelled } from './consumers/return-labelled.consumer';
import { OnReturnPickedUp } from './consumers/return-picked-up.consumer';
import { OnReturnProgressed } from './consumers/return-progressed.consumer';
import { OnReturnRefunded } from './consumers/return-refunded.consumer';
import { OnShipmentDelivered } from './consumers/shipment-delivered.consumer';
import { OnStockRestocked } from './consumers/stock-restocked.consumer';
import { returnErrors } from './domain/errors';
import { ReturnStream } from './domain/return';
import { ReturnableStream } from './domain/returnable';
import { AskingTerms } from './http/asking';
import { ReturnStepsController } from './http/return-steps.controller';
import { ReturnLists } from './http/list-returns';
import { ReturnsController } from './http/returns.controller';
import { ReturnPolicies } from './return-policies';
import { ReturnPrivacy } from './return-privacy';
import { STANDING_RETURNS } from './views/standing-returns';
import { PriceFinder } from './views/price-finder';
import { PricesView } from './views/prices.view';
import { ReturnsView } from './views/returns.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'returns',
      summary: 'The truth about what comes back: requests, inspection, disposition',
      errors: returnErrors,
      personalData: {},
      streams: [ReturnStream, ReturnableStream],
      views: ['returns', 'prices'],
      standingStill: [STANDING_RETURNS],
    }),
  ],
  controllers: [
    // doors for people and systems
    ReturnsController,
    ReturnStepsController,
    // doors for events
    OnOrderPlaced,
    OnOrderAddressChanged,
    OnOrderLinesAdded,
    OnShipmentDelivered,
    OnReturnLabelled,
    OnReturnPickedUp,
    OnReturnArrived,
    OnReturnProgressed,
    OnReturnRefunded,
    OnExchangeAnswered,
    OnOrderExchangeUndone,
    OnStockRestocked,
    // read models
    ReturnsView,
    PricesView,
  ],
  providers: [AskingTerms, PriceFinder, ReturnLists, ReturnPolicies, ReturnPrivacy],
})
export class ReturnsModule {}
