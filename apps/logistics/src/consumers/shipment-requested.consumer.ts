import { ShipmentRequested } from '@entrepot/contracts/orders';
import type { Given } from '@entrepot/kernel';
import { Reacts } from '@entrepot/messaging';
import { planShipment } from '../domain/plan-shipment';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import type { ShippingFacts } from '../domain/shipping-facts';
import { ShippingFactFinder } from '../views/shipping-fact-finder';
import { ShippingPolicies } from './shipping-policy';

@Reacts({ to: ShipmentRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnShipmentRequested {
  constructor(
    private readonly policies: ShippingPolicies,
    private readonly finder: ShippingFactFinder,
  ) {}

  decide(shipment: Shipment, request: ShipmentRequested, given: Given, facts: ShippingFacts) {
    return planShipment(this.policies.of(given.merchantId))(shipment, request, given, facts);
  }

  gather(requests: readonly ShipmentRequested[], merchantIds: readonly string[]) {
    return this.finder.factsFor(requests, merchantIds);
  }
}
