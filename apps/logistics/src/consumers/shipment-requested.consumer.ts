import { ShipmentRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { planShipment } from '../domain/plan-shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import { LogisticsConfig } from '../logistics.config';
import { ShippingFactFinder } from '../views/shipping-fact-finder';
import { policyOf } from './shipping-policy';

@Reacts({ to: ShipmentRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnShipmentRequested {
  readonly decide;

  constructor(
    config: LogisticsConfig,
    private readonly finder: ShippingFactFinder,
  ) {
    this.decide = planShipment(policyOf(config));
  }

  gather(requests: readonly ShipmentRequested[], merchantIds: readonly string[]) {
    return this.finder.factsFor(requests, merchantIds);
  }
}
