import type {
  InterceptionFailed,
  InterceptionRequested,
  LabelFailed,
  LabelRequested,
  ShipmentDelivered,
  ShipmentIntercepted,
  ShipmentLabelled,
  ShipmentLost,
  ShipmentPickedUp,
  ShipmentPlanned,
  ShipmentProgressed,
  ShipmentReturned,
  ShipmentVoided,
  ShipmentVoidRefused,
  ShipmentWishRecorded,
  TrackingInquired,
  TrackingInquiryRequested,
  VoidRequested,
} from '@entrepot/contracts/logistics';

/** How a shipment gets its label. */
export type BookingEvent = LabelRequested | ShipmentLabelled | LabelFailed;

/** What is asked of the carrier about a booked shipment, and what it answers. */
export type WishEvent =
  | VoidRequested
  | ShipmentVoided
  | ShipmentVoidRefused
  | ShipmentWishRecorded
  | InterceptionRequested
  | ShipmentIntercepted
  | InterceptionFailed;

/** Where the parcels are. */
export type JourneyEvent =
  | ShipmentPickedUp
  | ShipmentProgressed
  | ShipmentDelivered
  | ShipmentReturned
  | ShipmentLost
  | TrackingInquiryRequested
  | TrackingInquired;

export type ShipmentEvent = ShipmentPlanned | BookingEvent | WishEvent | JourneyEvent;
