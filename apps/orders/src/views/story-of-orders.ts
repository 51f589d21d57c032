import * as orders from '@entrepot/contracts/orders';
import { goods, linesOf, list, money, tell, type Telling } from './telling';

/** What the order itself recorded. */
export const ORDER_TELLINGS: readonly Telling[] = [
  tell(orders.OrderPlaced, (e) => `Order ${e.sourceOrderId} of ${e.source}: ${goods(e.lines)} for ${money(e.total)}`),
  tell(orders.OrderHeld, (e) =>
    e.reason === 'manual' ? held(e.note) : `Held: ${list(e.skus ?? [])} not in the catalog`,
  ),
  tell(orders.OrderReleased, (e) => `Goes on${e.reason === 'manual' ? '' : ': every SKU is known'}`),
  tell(orders.OrderFactNoted, (e) => `${e.fact} (${e.reference}) changes nothing: ${e.note}`),
  tell(orders.OrderNoteAdded, (e) => `Note${e.by === undefined ? '' : ` of ${e.by}`} (${e.visibility})`),
  tell(
    orders.OrderAddressChanged,
    (e) => `Goes elsewhere, in ${e.shipTo.country}${e.reason === undefined ? '' : `: ${e.reason}`}`,
  ),
  tell(orders.OrderIntakeAccepted, (e) => `The sender is told: ${e.state}`),
  tell(orders.OrderRoutingRequested, (e) => `Route ${e.attempt} is looked for: ${goods(e.lines)}`),
  tell(orders.StockReservationRequested, (e) => `${e.placeId} is asked to set aside ${goods(e.lines)}`),
  tell(orders.OrderReservationUpdated, (e) => `A place has ${e.outcome} what it was asked for`),
  tell(orders.OrderReserved, (e) => `Everything is set aside at ${list(e.reservations.map(({ placeId }) => placeId))}`),
  tell(orders.OrderBackordered, (e) => `Backordered: ${goods(e.lines)} until ${e.retryAt}`),
  tell(orders.StockReleaseRequested, (e) => `${e.placeId} is to give back ${e.lines ? goods(e.lines) : 'everything'}`),
  tell(orders.StockFulfilmentRequested, (e) => `${goods(e.lines)} left ${e.placeId}`),
  tell(orders.StockKeepRequested, (e) => `${e.placeId} is to keep the goods until ${e.until}`),
  tell(orders.StockRestockRequested, (e) => `${e.placeId} is to take back ${goods(e.lines)} (${e.cause})`),
  tell(
    orders.PaymentRequested,
    (e) => `${money(e.total)} is asked for by ${list(e.tenders.map(({ method }) => method))}`,
  ),
  tell(orders.OrderConfirmed, () => 'Confirmed: it is paid for'),
  tell(orders.ShipmentRequested, (e) => `${e.placeId} is to send ${goods(e.lines)}`),
  tell(orders.ShipmentVoidRequested, (e) => `Shipment ${e.shipmentId} is to be stopped: ${e.reason}`),
  tell(orders.ShipmentInterceptionRequested, (e) => `Shipment ${e.shipmentId} is to be called back: ${e.reason}`),
  tell(orders.OrderShipmentUpdated, (e) => `Shipment ${e.shipmentId}: ${e.status.replaceAll('_', ' ')}`),
  tell(orders.PaymentCaptureRequested, (e) => `${money(e.amount)} is to be captured`),
  tell(orders.PaymentReleaseRequested, (e) => `What is authorised is to be let go: ${e.reason}`),
  tell(orders.RefundRequested, (e) => `${money(e.amount)} is to be given back: ${e.reason}`),
  tell(
    orders.OrderPaymentUpdated,
    (e) => `Payment ${e.kind.replace('_', ' ')}${e.amount === 0 ? '' : `: ${money(e.amount)}`}`,
  ),
  tell(orders.OrderDelivered, (e) => `Delivered; returns are taken until ${e.closesAt}`),
  tell(orders.PaymentExtensionRequested, (e) => `${money(e.tender.amount)} more is asked for by ${e.tender.method}`),
  tell(
    orders.OrderLinesChangeRequested,
    (e) =>
      `To be changed (${e.reason}): ${goods(e.added)} more${e.removed.length > 0 ? `, ${linesOf(e.removed)} less` : ''}`,
  ),
  tell(orders.OrderLinesAdded, (e) => `Added ${goods(e.lines)} for ${money(e.total)}`),
  tell(orders.OrderLinesChangeRefused, (e) => `The change did not come about: ${e.reason}`),
  tell(orders.OrderClosed, () => 'Closed: the return window is over'),
  tell(
    orders.OrderCancellationRequested,
    (e) => `To be cancelled (${e.reason}): ${e.lines ? linesOf(e.lines) : 'everything'}`,
  ),
  tell(orders.OrderCancellationRefused, (e) => `Too late to cancel ${linesOf(e.lines)}: ${e.reason}`),
  tell(orders.OrderLinesCancelled, (e) => `Cancelled ${linesOf(e.lines)}, ${money(e.amount)}: ${e.reason}`),
  tell(orders.OrderCancelled, (e) => `Cancelled, ${money(e.amount)}: ${e.reason}`),
  tell(
    orders.OrderLinesReturned,
    (e) => `Returned ${linesOf(e.lines)}, ${e.replacedBy ? `replaced by ${e.replacedBy}` : money(e.amount)}`,
  ),
  tell(orders.ExchangeAnswered, (e) => `Return ${e.returnId} is told of its replacement: ${e.outcome}`),
  tell(
    orders.ExchangeReduced,
    (e) => `Return ${e.returnId} is told that ${linesOf(e.lines)} of its replacement is missing: ${e.reason}`,
  ),
  tell(
    orders.OrderExchangeUndone,
    (e) =>
      `No replacement for${e.lines ? ` ${linesOf(e.lines)} of` : ''} return ${e.returnId} (${e.reason}): ${money(e.amount)} goes back`,
  ),
  tell(orders.OrderReturnRefunded, (e) => `Return ${e.returnId} is settled with ${money(e.amount)}`),
];

function held(note: string | undefined): string {
  return note === undefined ? 'Held by hand' : `Held by hand: ${note}`;
}

/** What orders recorded about the order on streams of SKUs. */
export const SKU_TELLINGS: readonly Telling[] = [
  tell(orders.SkuAwaited, (e) => `Waits for ${e.sku} in the catalog`),
  tell(orders.AwaitedSkuAppeared, (e) => `${e.sku} is in the catalog now`),
];

/** What orders recorded about the order as one of many. */
export const BULK_TELLINGS: readonly Telling[] = [
  tell(
    orders.OrderActionRequested,
    (e) => `Asked as one of many to ${e.action}${e.reason === undefined ? '' : `: ${e.reason}`}`,
  ),
  tell(
    orders.OrderActionAnswered,
    (e) => `Answered as one of many: ${e.outcome}${e.code === undefined ? '' : ` (${e.code})`}`,
  ),
];
