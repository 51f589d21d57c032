// Events, requests and answers of logistics; re-exported here by name.
export { ConsideredPlace, RouteAllocation, RoutePlanned } from './routing.events';
export { LabelFailed, LabelRequested, ParcelToBook, ShipmentLabelled } from './label.events';
export { DIRECTIONS, Parcel, ShipmentPlanned, type Direction } from './shipment.events';
export {
  SHIPMENT_WISHES,
  ShipmentVoided,
  ShipmentVoidRefused,
  ShipmentWishRecorded,
  VoidRequested,
  type ShipmentWish,
} from './void.events';
export {
  InterceptionFailed,
  InterceptionRequested,
  ShipmentIntercepted,
  ShipmentReturned,
  TrackingInquired,
  TrackingInquiryRequested,
} from './interception.events';
export { CarrierEventReceived, TrackingNumberAssigned, TrackingReported } from './tracking.events';
export { ShipmentDelivered, ShipmentLost, ShipmentPickedUp, ShipmentProgressed } from './transit.events';
export {
  RouteAnswer,
  RouteAnswerPage,
  SHIPMENT_STATES,
  ShipmentAnswer,
  ShipmentAnswerPage,
  TrackingEntry,
  TrackingEntryPage,
  WebhookAnswer,
  type ShipmentState,
} from './logistics.answers';
