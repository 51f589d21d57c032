import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { OnOrderAddressChanged } from './consumers/order-address-changed.consumer';
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
import { ReturnStepsController } from './http/return-steps.controller';
import { ReturnsController } from './http/returns.controller';
import { ReturnPolicies } from './return-policies';
import { STANDING_RETURNS } from './views/standing-returns';
import { ReturnsView } from './views/returns.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'returns',
      summary: 'The truth about what comes back: requests, inspection, disposition',
      errors: returnErrors,
      streams: [ReturnStream, ReturnableStream],
      views: ['returns'],
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
    OnShipmentDelivered,
    OnReturnLabelled,
    OnReturnPickedUp,
    OnReturnArrived,
    OnReturnProgressed,
    OnReturnRefunded,
    OnStockRestocked,
    // read models
    ReturnsView,
  ],
  providers: [ReturnPolicies],
})
export class ReturnsModule {}
