import { never } from '@entrepot/kernel';
import { evolveBooking, planned } from './fold-booking';
import { evolveJourney } from './fold-journey';
import { evolveWish } from './fold-wishes';
import type { Shipment } from './shipment';
import type { ShipmentEvent } from './shipment-event';

/** The shipment after an event that was recorded `at` this time. An event that does not fit the state changes nothing. */
export function evolveShipment(shipment: Shipment, event: ShipmentEvent, at: string): Shipment {
  const next = after(shipment, event, at);
  if (next.status === 'none') return next;
  const since = next.status === shipment.status ? shipment.since : at;
  return since === undefined ? next : { ...next, since };
}

function after(shipment: Shipment, event: ShipmentEvent, at: string): Shipment {
  if (event.type === 'ShipmentPlanned') return shipment.status === 'none' ? planned(event, at) : shipment;
  if (shipment.status === 'none') return shipment;
  switch (event.type) {
    case 'LabelRequested':
    case 'ShipmentLabelled':
    case 'LabelFailed':
      return evolveBooking(shipment, event, at);
    case 'VoidRequested':
    case 'ShipmentVoided':
    case 'ShipmentVoidRefused':
    case 'ShipmentWishRecorded':
    case 'InterceptionRequested':
    case 'ShipmentIntercepted':
    case 'InterceptionFailed':
      return evolveWish(shipment, event);
    case 'ShipmentPickedUp':
    case 'ShipmentProgressed':
    case 'ShipmentDelivered':
    case 'ShipmentReturned':
    case 'ShipmentLost':
    case 'TrackingInquiryRequested':
    case 'TrackingInquired':
      return evolveJourney(shipment, event, at);
    default:
      return never(event);
  }
}
