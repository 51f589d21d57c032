// Events, requests and answers of inventory; re-exported here by name.
export {
  AdjustmentAnswer,
  AdjustmentAnswerPage,
  CountAnswer,
  PlaceAnswer,
  PlaceAnswerPage,
  ReceiptAnswer,
  ReorderPointAnswer,
} from './inventory.answers';
export { AdjustStock, CountStock, DescribePlace, ReceiveStock, SetReorderPoint } from './inventory.requests';
export {
  ADJUSTMENT_CAUSES,
  StockAdjusted,
  StockCounted,
  StockReceived,
  StockRestocked,
  type AdjustmentCause,
} from './movement.events';
export { PlaceChanged, PlaceRegistered } from './place.events';
export { ReorderPointSet } from './reorder-point.events';
export {
  ReservationExpiryReached,
  StockFulfilled,
  StockKept,
  StockReleased,
  StockReservationRefused,
  StockReserved,
  StockShortage,
  SummedLine,
} from './reservation.events';
export {
  RESERVATION_STATES,
  ReservationAnswer,
  ReservationAnswerPage,
  ReservedLine,
  type ReservationState,
} from './reservation.answers';
export {
  DriftedStock,
  LedgerCause,
  LowStock,
  LowStockPage,
  StockLedgerEntry,
  StockBalance,
  StockDrift,
  StockLedgerEntryPage,
  StockLevel,
  StockLevelPage,
  StockTotals,
} from './stock.answers';
export {
  LineProblem,
  MovementResultPage,
  STOCK_IMPORT_STATES,
  StockImportAnswer,
  StockImportAnswerPage,
  type StockImportState,
} from './stock-import.answers';
export {
  MOVEMENT_OUTCOMES,
  MovementResult,
  StockImportAccepted,
  StockImportPartBooked,
  StockImportPartRequested,
  StockImportPartSettled,
  StockImportPartStored,
  type MovementOutcome,
} from './stock-import.events';
export {
  ImportedCount,
  MOVEMENT_KINDS,
  StockImportLine,
  StockMovement,
  type MovementKind,
} from './stock-import.requests';
export { BundleAvailability, BuildableComponent } from './bundle.answers';
export { STOCK_CAUSES, StockPosted, type StockCause } from './stock.events';
