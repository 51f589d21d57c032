import { defineStream, type RecordedAt } from '@entrepot/kernel';
import { addressChanged } from './fold-address';
import * as changing from './fold-changing';
import * as exchanging from './fold-exchanging';
import * as paying from './fold-paying';
import * as placing from './fold-placing';
import * as reserving from './fold-reserving';
import * as shipping from './fold-shipping';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { HOLDABLE, phaseAfter } from './order-status';
import { anyHandedOver } from './quantities';
import { withoutTimeOfHold } from './stop-clock';

type Fold<E> = (order: KnownOrder, event: E, at: RecordedAt) => KnownOrder;
type Folds = { readonly [E in OrderEvent as E['type']]: Fold<E> };

const unchanged = (order: KnownOrder): KnownOrder => order;

const FOLDS: Folds = {
  OrderPlaced: unchanged,
  OrderHeld: placing.held,
  OrderReleased: placing.released,
  OrderFactNoted: placing.noted,
  OrderNoteAdded: placing.noteAdded,
  OrderAddressChanged: addressChanged,
  OrderIntakeAccepted: (order) => ({ ...order, accepted: true }),
  OrderRoutingRequested: reserving.routingRequested,
  OrderBackordered: reserving.backordered,
  StockReservationRequested: reserving.reservationRequested,
  OrderReservationUpdated: reserving.reservationUpdated,
  OrderReserved: reserving.reserved,
  StockReleaseRequested: reserving.releaseRequested,
  StockFulfilmentRequested: reserving.fulfilmentRequested,
  StockKeepRequested: unchanged,
  StockRestockRequested: unchanged,
  PaymentRequested: paying.paymentRequested,
  PaymentExtensionRequested: paying.extensionRequested,
  OrderLinesChangeRequested: changing.changeRequested,
  OrderLinesChangeRefused: changing.changeRefused,
  OrderLinesAdded: changing.linesAdded,
  OrderConfirmed: paying.confirmed,
  PaymentCaptureRequested: paying.captureRequested,
  PaymentReleaseRequested: paying.paymentReleaseRequested,
  RefundRequested: paying.refundRequested,
  OrderPaymentUpdated: paying.paymentUpdated,
  OrderReturnRefunded: paying.returnRefunded,
  ShipmentRequested: shipping.shipmentRequested,
  ShipmentVoidRequested: shipping.voidRequested,
  ShipmentInterceptionRequested: shipping.interceptionRequested,
  OrderShipmentUpdated: shipping.shipmentUpdated,
  OrderDelivered: shipping.delivered,
  OrderClosed: unchanged,
  OrderCancellationRequested: shipping.cancellationRequested,
  OrderCancellationRefused: shipping.cancellationRefused,
  OrderLinesCancelled: placing.linesCancelled,
  OrderCancelled: placing.allCancelled,
  OrderLinesReturned: placing.linesReturned,
  ExchangeAnswered: exchanging.answered,
  ExchangeReduced: exchanging.reduced,
  OrderExchangeUndone: exchanging.undone,
};

/** The next state. Total: an event that this version does not know leaves the order as it is. */
export function evolve(order: Order, event: OrderEvent, at: RecordedAt): Order {
  if (order.status === 'none') return event.type === 'OrderPlaced' ? placing.newOrder(event, at) : order;
  const fold = FOLDS[event.type] as Fold<OrderEvent> | undefined;
  return fold === undefined ? order : settle(order, fold(order, event, at), event, at);
}

/** Phase and status follow from the event; requests for a change of lines go on beside the saga. A hold waits while a cancellation is under way, and ends with the hand-over. */
function settle(before: KnownOrder, folded: KnownOrder, event: OrderEvent, at: RecordedAt): KnownOrder {
  const isAside = 'changeId' in event && event.changeId !== undefined;
  const phase = isAside ? before.phase : phaseAfter(before.phase, event.type, anyHandedOver(folded));
  const canHold = HOLDABLE.includes(phase);
  const holds = canHold || phase === 'cancelling' ? folded.holds : { skus: [] };
  const isHeld = canHold && (holds.manual !== undefined || holds.skus.length > 0);
  const status = isHeld ? 'held' : phase;
  const since = status === before.status ? before.since : at.at;
  const reroute = folded.reroute && phase !== 'shipping';
  const settled: KnownOrder = { ...folded, reroute, phase, holds, status, since };
  const isOver = before.status === 'held' && !isHeld;
  return isOver ? withoutTimeOfHold(settled, before.since, at.at) : settled;
}

const NO_ORDER: Order = { status: 'none', phase: 'none' };

/** order/<orderId>: what was promised, and how far it is kept. */
export const OrderStream = defineStream<Order, OrderEvent>({ kind: 'order', initial: NO_ORDER, evolve });
