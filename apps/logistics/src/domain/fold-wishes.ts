import type { ShipmentWishRecorded } from '@entrepot/contracts/logistics';
import { never } from '@entrepot/kernel';
import type { KnownShipment, Shipment, ShipmentUnderWay, VoidedShipment } from './shipment';
import type { WishEvent } from './shipment-event';
import { REGISTERED } from './tracking-course';

export function evolveWish(shipment: KnownShipment, event: WishEvent): Shipment {
  switch (event.type) {
    case 'VoidRequested':
      return shipment.status === 'labelled' ? { ...shipment, open: 'void' } : shipment;
    case 'ShipmentVoided':
      return voided(shipment);
    case 'ShipmentVoidRefused':
      return 'open' in shipment && shipment.open === 'void' ? { ...shipment, open: undefined } : shipment;
    case 'ShipmentWishRecorded':
      return wished(shipment, event);
    case 'InterceptionRequested':
      return onTheWay(shipment, { open: 'interception', interceptionWished: false });
    case 'ShipmentIntercepted':
      return onTheWay(shipment, { ...answered(shipment), intercepted: true });
    case 'InterceptionFailed':
      return onTheWay(shipment, answered(shipment));
    default:
      return never(event);
  }
}

/** An interception is answered; a void that is still open stays so. */
function answered(shipment: KnownShipment): Partial<ShipmentUnderWay> {
  const open = shipment.status === 'under-way' && shipment.open === 'void' ? shipment.open : undefined;
  return { open, interceptionWished: false };
}

function onTheWay(shipment: KnownShipment, change: Partial<ShipmentUnderWay>): Shipment {
  return shipment.status === 'under-way' ? { ...shipment, ...change } : shipment;
}

function wished(shipment: KnownShipment, { wish }: ShipmentWishRecorded): Shipment {
  if (wish === 'interception') return onTheWay(shipment, { interceptionWished: true });
  return shipment.status === 'booking' ? { ...shipment, voidWished: true } : shipment;
}

export function voided(shipment: KnownShipment): VoidedShipment {
  const { plan } = shipment;
  const label = 'label' in shipment && shipment.label !== undefined ? { label: shipment.label } : {};
  return { status: 'voided', plan, ...label, whereabouts: REGISTERED };
}
