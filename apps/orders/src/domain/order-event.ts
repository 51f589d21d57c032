import type {
  ExchangeAnswered,
  ExchangeReduced,
  OrderExchangeUndone,
  OrderAddressChanged,
  OrderBackordered,
  OrderCancellationRefused,
  OrderCancellationRequested,
  OrderCancelled,
  OrderClosed,
  OrderConfirmed,
  OrderDelivered,
  OrderFactNoted,
  OrderHeld,
  OrderIntakeAccepted,
  OrderLinesAdded,
  OrderLinesCancelled,
  OrderLinesChangeRefused,
  OrderLinesChangeRequested,
  OrderLinesReturned,
  OrderNoteAdded,
  OrderPaymentUpdated,
  OrderPlaced,
  OrderReleased,
  OrderReservationUpdated,
  OrderReserved,
  OrderReturnRefunded,
  OrderRoutingRequested,
  OrderShipmentUpdated,
  PaymentCaptureRequested,
  PaymentExtensionRequested,
  PaymentReleaseRequested,
  PaymentRequested,
  RefundRequested,
  ShipmentInterceptionRequested,
  ShipmentRequested,
  ShipmentVoidRequested,
  StockFulfilmentRequested,
  StockKeepRequested,
  StockReleaseRequested,
  StockReservationRequested,
  StockRestockRequested,
} from '@entrepot/contracts/orders';

/** Everything that an order's stream can hold. */
export type OrderEvent =
  | ExchangeAnswered
  | ExchangeReduced
  | OrderAddressChanged
  | OrderBackordered
  | OrderCancellationRefused
  | OrderCancellationRequested
  | OrderCancelled
  | OrderClosed
  | OrderConfirmed
  | OrderDelivered
  | OrderExchangeUndone
  | OrderFactNoted
  | OrderHeld
  | OrderIntakeAccepted
  | OrderLinesAdded
  | OrderLinesCancelled
  | OrderLinesChangeRefused
  | OrderLinesChangeRequested
  | OrderLinesReturned
  | OrderNoteAdded
  | OrderPaymentUpdated
  | OrderPlaced
  | OrderReleased
  | OrderReservationUpdated
  | OrderReserved
  | OrderReturnRefunded
  | OrderRoutingRequested
  | OrderShipmentUpdated
  | PaymentCaptureRequested
  | PaymentExtensionRequested
  | PaymentReleaseRequested
  | PaymentRequested
  | RefundRequested
  | ShipmentInterceptionRequested
  | ShipmentRequested
  | ShipmentVoidRequested
  | StockFulfilmentRequested
  | StockKeepRequested
  | StockReleaseRequested
  | StockReservationRequested
  | StockRestockRequested;
