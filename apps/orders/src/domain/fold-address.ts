import type { OrderAddressChanged } from '@entrepot/contracts/orders';
import type { Address } from '@entrepot/contracts/shared';
import type { KnownOrder, Shipment } from './order-state';
import type { Phase } from './order-status';
import { isOpen } from './quantities';

/** Phases in which places were chosen for the old address. */
const CHOSEN: readonly Phase[] = ['reserving', 'paying', 'confirmed'];

/** A route that is being looked for is looked for again; what is set aside already is moved by `reroute`. */
export function addressChanged(order: KnownOrder, { shipTo }: OrderAddressChanged): KnownOrder {
  const isElsewhere = shipTo.country !== order.shipTo.country || shipTo.region !== order.shipTo.region;
  const { routing, shipments } = order;
  return {
    ...order,
    shipTo,
    reroute: order.reroute || (isElsewhere && CHOSEN.includes(order.phase)),
    routing: isElsewhere && order.phase === 'placed' ? { ...routing, answered: true } : routing,
    shipments: shipments.map((shipment) => (isOpen(shipment) ? addressed(shipment, order.shipTo, shipTo) : shipment)),
  };
}

/** A parcel of an order whose address was changed and changed back goes to the right one. */
function addressed(shipment: Shipment, former: Address, shipTo: Address): Shipment {
  const { askedFor = former } = shipment;
  return { ...shipment, askedFor, toFormerAddress: !isSameAddress(askedFor, shipTo) };
}

/** Fields that say where an address is, compared as they are written. */
export function isSameAddress(one: Address, other: Address): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Address>;
  return [...names].every((name) => one[name] === other[name]);
}
