import type { LabelRequested, ShipmentPlanned } from '@entrepot/contracts/logistics';
import { never } from '@entrepot/kernel';
import type { BookingShipment, KnownShipment, Shipment } from './shipment';
import type { BookingEvent } from './shipment-event';
import { REGISTERED } from './tracking-course';

/** The label is asked for in the same decision; until that event is folded the request is empty. */
export function planned({ type: _, ...plan }: ShipmentPlanned, at: string): BookingShipment {
  const { shipmentId, orderId, carrier } = plan;
  const request: LabelRequested = { type: 'LabelRequested', shipmentId, orderId, carrier, reference: shipmentId };
  return { status: 'booking', plan: { ...plan, plannedAt: at }, request };
}

export function evolveBooking(shipment: KnownShipment, event: BookingEvent, at: string): Shipment {
  if (shipment.status !== 'booking' && shipment.status !== 'label-failed') return shipment;
  const { plan, request } = shipment;
  switch (event.type) {
    case 'LabelRequested':
      return { status: 'booking', plan, request: event };
    case 'LabelFailed':
      return { status: 'label-failed', plan, request, reason: event.reason };
    case 'ShipmentLabelled': {
      const { trackingNumber, labelUrl, cost, costCurrency } = event;
      const price = cost !== undefined && costCurrency !== undefined ? { cost, costCurrency } : {};
      const news = { heardAt: at, asking: false, fruitless: 0 };
      return { status: 'labelled', plan, label: { trackingNumber, labelUrl, ...price }, whereabouts: REGISTERED, news };
    }
    default:
      return never(event);
  }
}
