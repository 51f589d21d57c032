// Events, requests and answers of orders; re-exported here by name.
export { OrderAddressChanged } from './address.events';
export {
  BULK_ACTIONS,
  BULK_OUTCOMES,
  BulkActionStarted,
  OrderActionAnswered,
  OrderActionRequested,
  type BulkAction,
  type BulkOutcome,
} from './bulk.events';
export { BulkAnswer, BulkOrders, BulkResult, OrderFilter } from './bulk.requests';
export {
  OrderCancellationRefused,
  OrderCancellationRequested,
  OrderCancelled,
  OrderLinesCancelled,
} from './cancelling.events';
export { AddedLine, ChangedLine, ChangeLines, ChangeTender, LinesChangePreview, OrderChange } from './change-lines';
export {
  CHANGE_REFUSALS,
  OrderLinesAdded,
  OrderLinesChangeRefused,
  OrderLinesChangeRequested,
  type ChangeRefusal,
} from './changing.events';
export { INTAKE_STATES, OrderIntakeAccepted, OrderIntakeRejected, type IntakeState } from './intake-result.events';
export {
  BundleOfLine,
  CAPTURE_MODES,
  CHARGE_TYPES,
  DeclaredTender,
  Destination,
  MONEY_HOLDERS,
  OrderCharge,
  OrderCustomer,
  OrderedLine,
  PriceDeviation,
  OrderTerms,
  SHORTAGE_POLICIES,
  type CaptureMode,
  type ChargeType,
  type MoneyHolder,
  type ShortagePolicy,
} from './order-parts';
export {
  OrderConfirmed,
  OrderPaymentUpdated,
  PAYMENT_UPDATES,
  PaymentCaptureRequested,
  PaymentExtensionRequested,
  PaymentReleaseRequested,
  PaymentRequested,
  RefundRequested,
  type PaymentUpdate,
} from './paying.events';
export { PlaceOrder, PlaceOrderLine, PlaceOrderTender } from './place-order';
export {
  HOLD_REASONS,
  ORDER_DOORS,
  OrderFactNoted,
  OrderHeld,
  OrderPlaced,
  OrderReleased,
  type HoldReason,
  type OrderDoor,
} from './placing.events';
export {
  OrderBackordered,
  OrderReservation,
  OrderReservationUpdated,
  OrderReserved,
  OrderRoutingRequested,
  PlaceShortage,
  RESERVATION_OUTCOMES,
  type ReservationOutcome,
} from './reserving.events';
export {
  EXCHANGE_OUTCOMES,
  ExchangeAnswered,
  ExchangeReduced,
  OrderExchangeUndone,
  OrderLinesReturned,
  OrderReturnRefunded,
  type ExchangeOutcome,
} from './returning.events';
export {
  OrderClosed,
  OrderDelivered,
  OrderShipmentUpdated,
  SHIPMENT_UPDATES,
  ShipmentInterceptionRequested,
  ShipmentRequested,
  ShipmentVoidRequested,
  type ShipmentUpdate,
} from './shipping.events';
export {
  AwaitedSkuAppeared,
  SkuAwaited,
  SkuBundleLearned,
  SkuLearned,
  SkuPriceLearned,
  SkuStillAwaited,
} from './sku.events';
export {
  RESTOCK_CAUSES,
  StockFulfilmentRequested,
  StockKeepRequested,
  StockReleaseRequested,
  StockReservationRequested,
  StockRestockRequested,
  type RestockCause,
} from './stock-request.events';
export {
  OPEN_REASONS,
  ORDER_STATES,
  OrderAnswerBundle,
  OrderAnswerHold,
  OrderAnswerLine,
  OrderAnswerReservation,
  OrderAnswerReturn,
  OrderAnswerShipment,
  type OpenReason,
  type OrderState,
} from './order-answer-parts';
export {
  CurrencyTotals,
  IntakeRejection,
  IntakeRejectionPage,
  OpenAmount,
  OrderRowPage,
  OrderTotals,
  StatusCount,
  StoryEntry,
  StoryEntryPage,
  StuckOrder,
  StuckOrderPage,
} from './order-lists.answers';
export { OrderAnswer, OrderRow } from './order.answers';
export { NOTE_VISIBILITIES, OrderNote, OrderNoteAdded, type NoteVisibility } from './note.events';
export { AddOrderNote, CancelOrder, ChangeAddress, HoldOrder, ReleaseOrder } from './order.requests';
export { ErasureRequested, INTAKE_FATES, PersonErased, type IntakeFate } from './erasure.events';
export { ErasureAnswer, RequestErasure } from './erasure.requests';
