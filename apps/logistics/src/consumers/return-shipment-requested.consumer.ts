import { ReturnShipmentRequested } from '@entrepot/contracts/returns';
import type { Decide } from '@entrepot/kernel';
import { Reacts } from '@entrepot/messaging';
import { planReturnShipment } from '../domain/plan-shipment';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import type { ShippingFacts } from '../domain/shipping-facts';
import { ShippingFactFinder } from '../views/shipping-fact-finder';
import { ShippingPolicies } from './shipping-policy';

@Reacts({ to: ReturnShipmentRequested, on: ShipmentStream, id: ({ shipmentId }) => shipmentId })
export class OnReturnShipmentRequested {
  readonly decide: Decide<Shipment, ReturnShipmentRequested, ShippingFacts> = (shipment, request, given, facts) =>
    planReturnShipment(this.policies.of(given.merchantId))(shipment, request, given, facts);

  constructor(
    private readonly policies: ShippingPolicies,
    private readonly finder: ShippingFactFinder,
  ) {}

  gather(requests: readonly ReturnShipmentRequested[], merchantIds: readonly string[]) {
    return this.finder.factsFor(requests, merchantIds);
  }
}
