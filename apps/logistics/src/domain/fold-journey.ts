import type { ShipmentPickedUp, ShipmentProgressed, TrackingInquired } from '@entrepot/contracts/logistics';
import type { TrackingStatus } from '@entrepot/contracts/shared';
import { never } from '@entrepot/kernel';
import { voided } from './fold-wishes';
import type {
  EndedShipment,
  KnownShipment,
  Label,
  LabelledShipment,
  News,
  Shipment,
  ShipmentUnderWay,
  VoidedShipment,
} from './shipment';
import type { JourneyEvent } from './shipment-event';
import { whereaboutsAfter } from './tracking-course';

type Carried = LabelledShipment | ShipmentUnderWay;
type ExpiredReturn = VoidedShipment & { readonly label: Label };

export function evolveJourney(shipment: KnownShipment, event: JourneyEvent, at: string): Shipment {
  switch (event.type) {
    case 'ShipmentPickedUp':
      return isCarried(shipment) ? pickedUp(shipment, event, at) : shipment;
    case 'ShipmentProgressed':
      return isCarried(shipment) ? progressed(shipment, event, at) : noted(shipment, event);
    case 'ShipmentDelivered':
      return ended(shipment, 'delivered', event);
    case 'ShipmentReturned':
      return ended(shipment, 'returned', event);
    case 'ShipmentLost':
      return ended(shipment, 'lost', event);
    case 'TrackingInquiryRequested':
      return isCarried(shipment) ? { ...shipment, news: { ...shipment.news, asking: true } } : shipment;
    case 'TrackingInquired':
      return isCarried(shipment) ? { ...shipment, news: answered(shipment.news, event, at) } : shipment;
    default:
      return never(event);
  }
}

function answered(news: News, { found }: TrackingInquired, at: string): News {
  return { heardAt: at, asking: false, fruitless: found > 0 ? 0 : news.fruitless + 1 };
}

function pickedUp({ plan, label, open, whereabouts, news }: Carried, event: ShipmentPickedUp, at: string): Shipment {
  const { occurredAt } = event;
  return {
    ...{ status: 'under-way', plan, label, open, pickedUpAt: occurredAt },
    whereabouts: whereaboutsAfter(whereabouts, { status: 'collected', occurredAt }),
    news: { ...news, heardAt: at, fruitless: 0 },
  } as ShipmentUnderWay;
}

/** A parcel that a customer sends back ends by what the carrier tells: nobody but its return waits for it. */
function progressed(shipment: Carried, event: ShipmentProgressed, at: string): Shipment {
  const { plan, whereabouts, news } = shipment;
  if (plan.direction === 'return' && (event.status === 'returned' || event.status === 'lost')) {
    return ended(shipment, event.status, event);
  }
  const told = whereaboutsAfter(whereabouts, event);
  if (plan.direction === 'return' && event.status === 'expired' && shipment.status === 'labelled') {
    return { ...voided(shipment), whereabouts: told };
  }
  return { ...shipment, whereabouts: told, news: { ...news, heardAt: at, fruitless: 0 } };
}

/** Told of a parcel that should not move any more: kept, so that it is told once. */
function noted(shipment: KnownShipment, event: ShipmentProgressed): Shipment {
  if (!('whereabouts' in shipment)) return shipment;
  return { ...shipment, whereabouts: whereaboutsAfter(shipment.whereabouts, event) };
}

function ended(
  shipment: KnownShipment,
  status: EndedShipment['status'],
  { occurredAt }: { readonly occurredAt?: string },
): Shipment {
  if (!canEnd(shipment)) return shipment;
  const { plan, label, whereabouts } = shipment;
  const told: { status: TrackingStatus; occurredAt?: string | undefined } = { status, occurredAt };
  return {
    ...{ status, plan, label, whereabouts: whereaboutsAfter(whereabouts, told) },
    pickedUpAt: 'pickedUpAt' in shipment ? shipment.pickedUpAt : undefined,
    open: 'open' in shipment && shipment.open === 'void' ? 'void' : undefined,
    ...('intercepted' in shipment && shipment.intercepted && { intercepted: true }),
  };
}

/** Nobody ends a parcel that was given back to its carrier, but a return of an expired label may arrive. */
function canEnd(shipment: KnownShipment): shipment is Carried | EndedShipment | ExpiredReturn {
  if (isCarried(shipment) || shipment.status === 'lost') return true;
  return shipment.status === 'voided' && shipment.plan.direction === 'return' && shipment.label !== undefined;
}

function isCarried(shipment: KnownShipment): shipment is Carried {
  return shipment.status === 'labelled' || shipment.status === 'under-way';
}
