import {
  InterceptionFailed,
  InterceptionRequested,
  ShipmentIntercepted,
  ShipmentWishRecorded,
} from '@entrepot/contracts/logistics';
import type { ShipmentInterceptionRequested } from '@entrepot/contracts/orders';
import { decided, ignored, never, type Decide, type Decision } from '@entrepot/kernel';
import { bookedNames, known, namesOf, type Shipment, type ShipmentUnderWay } from './shipment';
import { comesBack } from './tracking-course';

/** An order wants a parcel back that the carrier has: possible between pick-up and delivery. */
export const requestInterception: Decide<Shipment, ShipmentInterceptionRequested> = (state, { reason }, given) => {
  const shipment = known(state, given.key);
  const fail = (why: string) => decided(new InterceptionFailed({ ...namesOf(shipment), reason: why }));
  switch (shipment.status) {
    case 'booking':
    case 'label-failed':
    case 'labelled':
      return fail('it was not picked up yet');
    case 'under-way':
      return intercept(shipment, reason);
    case 'delivered':
      return fail('it was delivered');
    case 'returned':
      return fail('it is back already');
    case 'lost':
      return fail('it is lost');
    case 'voided':
      return fail('it is voided');
    default:
      return never(shipment);
  }
};

function intercept(shipment: ShipmentUnderWay, reason: string): Decision {
  const names = namesOf(shipment);
  if (shipment.open === 'interception' || shipment.interceptionWished) return ignored('it is asked for already');
  if (shipment.intercepted) return ignored('the carrier has agreed already');
  // The carrier brings it back of its own accord: nothing needs to be asked.
  if (comesBack(shipment.whereabouts)) return decided(new ShipmentIntercepted(names));
  return shipment.open === 'void'
    ? decided(new ShipmentWishRecorded({ ...names, wish: 'interception', reason }))
    : decided(new InterceptionRequested(bookedNames(shipment)));
}
