import type { LabelRequested, ShipmentPlanned } from '@entrepot/contracts/logistics';
import { DomainError } from '@entrepot/kernel';
import type { Whereabouts } from './tracking-course';

/** What never changes about a shipment. */
export interface Plan extends Omit<ShipmentPlanned, 'type'> {
  readonly plannedAt: string;
}

/** What the carrier booked. */
export interface Label {
  readonly trackingNumber: string;
  readonly labelUrl: string;
  readonly cost?: number;
  readonly costCurrency?: string;
  /** What customers call the carrier. */
  readonly carrierName?: string;
  readonly trackingUrl?: string;
  readonly estimatedDeliveryAt?: string;
}

/** When the carrier was last heard of, and whether it is being asked. */
export interface News {
  readonly heardAt: string;
  readonly asking: boolean;
  /** Inquiries since the last news that told nothing new. */
  readonly fruitless: number;
}

/** The carrier is asked for a label; a void that is wished meanwhile is asked for when it has answered. */
export interface BookingShipment {
  readonly status: 'booking';
  readonly plan: Plan;
  readonly request: LabelRequested;
  readonly voidWished?: boolean;
}

export interface UnbookableShipment {
  readonly status: 'label-failed';
  readonly plan: Plan;
  readonly request: LabelRequested;
  readonly reason: string;
}

export interface LabelledShipment {
  readonly status: 'labelled';
  readonly plan: Plan;
  readonly label: Label;
  readonly whereabouts: Whereabouts;
  readonly news: News;
  readonly open?: 'void' | undefined;
}

/** The carrier has it. A void that was open at the pick-up is still to be answered; an interception then waits. */
export interface ShipmentUnderWay {
  readonly status: 'under-way';
  readonly plan: Plan;
  readonly label: Label;
  readonly pickedUpAt?: string | undefined;
  readonly whereabouts: Whereabouts;
  readonly news: News;
  readonly open?: 'void' | 'interception' | undefined;
  readonly interceptionWished?: boolean;
  readonly intercepted?: boolean;
}

export interface EndedShipment {
  readonly status: 'delivered' | 'returned' | 'lost';
  readonly plan: Plan;
  readonly label: Label;
  readonly pickedUpAt?: string | undefined;
  readonly whereabouts: Whereabouts;
  readonly open?: 'void' | undefined;
  readonly intercepted?: boolean;
}

export interface VoidedShipment {
  readonly status: 'voided';
  readonly plan: Plan;
  readonly label?: Label;
  readonly whereabouts: Whereabouts;
}

export type KnownShipment = (
  BookingShipment | UnbookableShipment | LabelledShipment | ShipmentUnderWay | EndedShipment | VoidedShipment
) & {
  /** When it came into its status. */
  readonly since?: string;
};

export type Shipment = { readonly status: 'none' } | KnownShipment;

/** What every event about a shipment names. */
export function namesOf({ plan }: KnownShipment): { shipmentId: string; orderId: string } {
  return { shipmentId: plan.shipmentId, orderId: plan.orderId };
}

/** What an intent to the carrier names besides. */
export function bookedNames(shipment: LabelledShipment | ShipmentUnderWay) {
  const { plan, label } = shipment;
  return { ...namesOf(shipment), carrier: plan.carrier, trackingNumber: label.trackingNumber };
}

/** A shipment that must exist: whatever is said about it comes after it was asked for. */
export function known(shipment: Shipment, shipmentId: string): KnownShipment {
  if (shipment.status === 'none') throw new DomainError('shipment.not-found', { shipmentId });
  return shipment;
}
