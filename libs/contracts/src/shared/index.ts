export { Address } from './address';
export { OrderLineQuantity, ShipLine, StockLine } from './lines';
export { pageOf, type PageOf } from './page';
export { Problem, ProblemField } from './problem';
export { TENDER_METHODS, type TenderMethod } from './tender-method';
export { TRACKING_STATUSES, type TrackingStatus } from './tracking-status';
export { KEPT_IN_PLAIN } from './kept-in-plain';
export { SEALED_FOR_PERSON, TYPED_NOTE, TYPED_REASON, TYPED_REPORT } from './typed-texts';
