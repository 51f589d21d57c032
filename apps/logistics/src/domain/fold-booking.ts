import type { LabelRequested, ShipmentLabelled, ShipmentPlanned } from '@entrepot/contracts/logistics';
import { never } from '@entrepot/kernel';
import type { BookingShipment, KnownShipment, Label, Shipment } from './shipment';
import type { BookingEvent } from './shipment-event';
import { REGISTERED } from './tracking-course';

/** The label is asked for in the same decision; until that event is folded the request is empty. */
export function planned({ type: _, ...plan }: ShipmentPlanned, at: string): BookingShipment {
  const { shipmentId, orderId, carrier } = plan;
  const request: LabelRequested = { type: 'LabelRequested', shipmentId, orderId, carrier, reference: shipmentId };
  return { status: 'booking', plan: { ...plan, plannedAt: at }, request };
}

function labelOf(event: ShipmentLabelled): Label {
  const { trackingNumber, labelUrl, cost, costCurrency, carrierName, trackingUrl, estimatedDeliveryAt } = event;
  return {
    ...{ trackingNumber, labelUrl },
    ...(cost !== undefined && costCurrency !== undefined && { cost, costCurrency }),
    ...(carrierName !== undefined && { carrierName }),
    ...(trackingUrl !== undefined && { trackingUrl }),
    ...(estimatedDeliveryAt !== undefined && { estimatedDeliveryAt }),
  };
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
      const label = labelOf(event);
      const news = { heardAt: at, asking: false, fruitless: 0 };
      return { status: 'labelled', plan, label, whereabouts: REGISTERED, news };
    }
    default:
      return never(event);
  }
}
