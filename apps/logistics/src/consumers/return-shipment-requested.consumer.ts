import { ReturnShipmentRequested } from '@entrepot/contracts/returns';
import type { Given } from '@entrepot/kernel';
import { Reacts } from '@entrepot/messaging';
import { planReturnShipment } from '../domain/plan-shipment';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import type { ShippingFacts } from '../domain/shipping-facts';
import { ShippingFactFinder } from '../views/shipping-fact-finder';
import { ShippingPolicies } from './shipping-policy';

@Reacts({ to: ReturnShipmentRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnReturnShipmentRequested {
  constructor(
    private readonly policies: ShippingPolicies,
    private readonly finder: ShippingFactFinder,
  ) {}

  decide(shipment: Shipment, request: ReturnShipmentRequested, given: Given, facts: ShippingFacts) {
    return planReturnShipment(this.policies.of(given.merchantId))(shipment, request, given, facts);
  }

  gather(requests: readonly ReturnShipmentRequested[], merchantIds: readonly string[]) {
    return this.finder.factsFor(requests, merchantIds);
  }
}
