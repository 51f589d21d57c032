import { LabelRequested, ShipmentPlanned, type Direction } from '@entrepot/contracts/logistics';
import type { ShipmentRequested } from '@entrepot/contracts/orders';
import type { ReturnShipmentRequested } from '@entrepot/contracts/returns';
import type { Address, ShipLine } from '@entrepot/contracts/shared';
import { decided, deriveId, ignored, type Decide, type Decision } from '@entrepot/kernel';
import type { Shipment } from './shipment';
import type { ShippingFacts, ShippingPolicy } from './shipping-facts';

interface Wanted {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly placeId: string;
  readonly lines: ShipLine[];
  readonly direction: Direction;
  readonly reservationId?: string;
  readonly returnId?: string;
}

interface Journey {
  /** Of the customer. */
  readonly address: Address;
  readonly from?: Address | undefined;
  readonly to?: Address | undefined;
}

const HEAVIEST_GRAMS = 1_000_000_000;

/** An order's pieces are to leave a place: plans the parcel and asks the carrier for its label at once. */
export const planShipment =
  (policy: ShippingPolicy): Decide<Shipment, ShipmentRequested, ShippingFacts> =>
  (shipment, { shipmentId, orderId, reservationId, placeId, lines, shipTo }, _given, facts) => {
    const wanted = { shipmentId, orderId, placeId, lines, reservationId, direction: 'outbound' as const };
    return plan(shipment, wanted, { address: shipTo, from: facts.placeAddress, to: shipTo }, { policy, facts });
  };

/** A customer sends pieces back: the same, the other way round. */
export const planReturnShipment =
  (policy: ShippingPolicy): Decide<Shipment, ReturnShipmentRequested, ShippingFacts> =>
  (shipment, { shipmentId, orderId, returnId, placeId, lines, from }, _given, facts) => {
    const wanted = { shipmentId, orderId, placeId, lines, returnId, direction: 'return' as const };
    return plan(shipment, wanted, { address: from, from, to: facts.placeAddress }, { policy, facts });
  };

function plan(
  shipment: Shipment,
  wanted: Wanted,
  { address, from, to }: Journey,
  { policy, facts }: { policy: ShippingPolicy; facts: ShippingFacts },
): Decision {
  // Its id is derived from what it is for, so whatever has this id is this shipment.
  if (shipment.status !== 'none') return ignored('this shipment is planned already');
  const { shipmentId, orderId, lines } = wanted;
  const { carrier, silenceHours } = policy;
  const weightGrams = weightOf(lines, facts.weightGrams);
  const weight = weightGrams === undefined ? {} : { weightGrams };
  const parcels = [{ parcelId: deriveId('pcl', shipmentId, 1), lines, ...weight }];
  return decided(
    new ShipmentPlanned({ ...wanted, carrier, address, parcels, silenceHours }),
    new LabelRequested({
      ...{ shipmentId, orderId, carrier, reference: shipmentId, parcels: [weight] },
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }),
  );
}

/** Undefined where the weight of a piece is not known: a wrong weight costs more than none. */
function weightOf(lines: readonly ShipLine[], grams: ReadonlyMap<string, number>): number | undefined {
  let sum = 0;
  for (const { sku, quantity } of lines) {
    const each = grams.get(sku);
    if (each === undefined) return undefined;
    sum += each * quantity;
  }
  return sum > 0 && sum <= HEAVIEST_GRAMS ? sum : undefined;
}
