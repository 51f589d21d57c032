// Events, requests and answers of logistics; re-exported here by name.
export { ConsideredPlace, RouteAllocation, RoutePlanned } from './routing.events';
export {
  DIRECTIONS,
  LabelFailed,
  LabelRequested,
  Parcel,
  ShipmentLabelled,
  ShipmentPlanned,
  type Direction,
} from './shipment.events';
export { ShipmentVoided, ShipmentVoidRefused, VoidRequested } from './void.events';
export {
  InterceptionFailed,
  InterceptionRequested,
  ShipmentIntercepted,
  ShipmentReturned,
  TrackingInquiryRequested,
} from './interception.events';
export { CarrierEventReceived, TrackingNumberAssigned, TrackingReported } from './tracking.events';
export { ShipmentDelivered, ShipmentLost, ShipmentPickedUp, ShipmentProgressed } from './transit.events';
