import { ReturnShipmentRequested } from '@entrepot/contracts/returns';
import { Reacts } from '@entrepot/messaging';
import { planReturnShipment } from '../domain/plan-shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import { LogisticsConfig } from '../logistics.config';
import { ShippingFactFinder } from '../views/shipping-fact-finder';
import { policyOf } from './shipping-policy';

@Reacts({ to: ReturnShipmentRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnReturnShipmentRequested {
  readonly decide;

  constructor(
    config: LogisticsConfig,
    private readonly finder: ShippingFactFinder,
  ) {
    this.decide = planReturnShipment(policyOf(config));
  }

  gather(requests: readonly ReturnShipmentRequested[], merchantIds: readonly string[]) {
    return this.finder.factsFor(requests, merchantIds);
  }
}
