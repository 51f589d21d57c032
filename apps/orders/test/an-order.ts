import { StockReserved, StockReservationRefused, StockReleased } from '@entrepot/contracts/inventory';
import { RoutePlanned, ShipmentDelivered, ShipmentPickedUp, ShipmentVoided } from '@entrepot/contracts/logistics';
import type { ChangeLines, PlaceOrder } from '@entrepot/contracts/orders';
import {
  PaymentAuthorised,
  PaymentCaptured,
  PaymentExtended,
  PaymentExtensionDeclined,
  PaymentRefunded,
} from '@entrepot/contracts/payments';
import type { ShipLine } from '@entrepot/contracts/shared';
import type { Decide, Decision } from '@entrepot/kernel';
import { answerExtension } from '../src/domain/answer-extension';
import { changeLines } from '../src/domain/change-lines';
import { cancelOrder, type Cancelling } from '../src/domain/cancel-order';
import { confirmOrder } from '../src/domain/confirm-order';
import { confirmReservation } from '../src/domain/confirm-reservation';
import { recordHandOver } from '../src/domain/hand-over';
import { holdOrder, releaseOrder } from '../src/domain/hold-order';
import { noteRefusal } from '../src/domain/note-refusal';
import { noteRelease } from '../src/domain/note-release';
import type { OrderEvent } from '../src/domain/order-event';
import type { KnownOrder, Order, Reservation, Shipment } from '../src/domain/order-state';
import { planReservations } from '../src/domain/plan-reservations';
import { remaining } from '../src/domain/quantities';
import { recordCapture } from '../src/domain/record-capture';
import { recordDelivery } from '../src/domain/record-delivery';
import { recordRefund } from '../src/domain/record-refund';
import { recordVoid } from '../src/domain/record-void';
import type { SagaPolicy } from '../src/domain/saga-policy';
import { eventsOf, fold, given, placedOrder, POLICY, START } from './builders';

/** An order at some point of its life, and the decision that brought it there. Every step is a new object. */
export class AnOrder {
  private constructor(
    readonly order: KnownOrder,
    readonly decision?: Decision,
  ) {}

  static placed(change: Partial<PlaceOrder> = {}): AnOrder {
    return new AnOrder(placedOrder(change));
  }

  static of(order: KnownOrder): AnOrder {
    return new AnOrder(order);
  }

  /** The order after a decision. One that was ignored leaves it as it is. */
  after<I>(decide: (policy: SagaPolicy) => Decide<Order, I>, input: I, now = START): AnOrder {
    const decision = decide(POLICY)(this.order, input, given(now, this.id), undefined);
    const events = decision.kind === 'ignored' ? [] : eventsOf(decision);
    return new AnOrder(events.length === 0 ? this.order : fold(this.order, events, now), decision);
  }

  get id(): string {
    return this.order.placed.orderId;
  }

  get events(): readonly OrderEvent[] {
    return this.decision === undefined ? [] : eventsOf(this.decision);
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** Why the last input was ignored. */
  get ignored(): string | undefined {
    return this.decision?.kind === 'ignored' ? this.decision.reason : undefined;
  }

  event<T extends OrderEvent['type']>(type: T): Extract<OrderEvent, { type: T }> {
    const found = this.events.find((event) => event.type === type);
    if (found === undefined) throw new Error(`no ${type} among ${this.types.join(', ')}`);
    return found as Extract<OrderEvent, { type: T }>;
  }

  /** Everything at one place, or lines by place; what is left out is short. */
  routed(shares: Readonly<Record<string, readonly ShipLine[]>> = { gru: remaining(this.order) }): AnOrder {
    const allocations = Object.entries(shares).map(([placeId, lines]) => ({
      placeId,
      lines: [...lines],
      reason: 'near',
    }));
    const { attempt } = this.order.routing;
    const orderId = this.id;
    return this.after(
      planReservations,
      new RoutePlanned({ orderId, attempt, allocations, shortages: [], considered: [] }),
    );
  }

  /** The route that a change of lines waits for: everything at one place, or nothing. */
  routedForChange(isThere = true): AnOrder {
    const attempt = this.order.routing.changeAttempt;
    const lines = isThere ? [...(this.order.change?.added ?? [])].map(shipLine) : [];
    const allocations = lines.length > 0 ? [{ placeId: 'opo', lines, reason: 'near' }] : [];
    const route = { orderId: this.id, attempt, allocations, shortages: [], considered: [] };
    return this.after(planReservations, new RoutePlanned(route));
  }

  /** Payments can charge for a change of lines, or cannot. */
  extended(isGranted = true): AnOrder {
    const { paymentId } = this.order.payment;
    const { changeId: extensionId = '', tender } = this.order.change ?? {};
    const named = { orderId: this.id, paymentId, extensionId };
    return isGranted
      ? this.after(answerExtension, new PaymentExtended({ ...named, amount: tender?.amount ?? 0, captured: 0 }))
      : this.after(answerExtension, new PaymentExtensionDeclined({ ...named, reason: 'no money' }));
  }

  changed(body: Omit<ChangeLines, 'reason'>): AnOrder {
    return this.after(changeLines, { orderId: this.id, body: { reason: 'wrong colour', ...body } });
  }

  reservation(index = 0): Reservation {
    return found(this.order.reservations, index);
  }

  /** A place grants what it was asked for; by default the first that has not answered. */
  reserved(index = this.unanswered): AnOrder {
    const { reservationId, placeId, left } = this.reservation(index);
    const lines = [...left];
    return this.after(
      confirmReservation,
      new StockReserved({ orderId: this.id, reservationId, placeId, lines, expiresAt: START }),
    );
  }

  refused(index = this.unanswered, available = 0): AnOrder {
    const { reservationId, placeId, left } = this.reservation(index);
    const shortages = left.map(({ sku, quantity }) => ({ sku, wanted: quantity, available }));
    return this.after(
      noteRefusal,
      new StockReservationRefused({ orderId: this.id, reservationId, placeId, shortages }),
    );
  }

  /** A place has given everything back. */
  released(index = 0): AnOrder {
    const { reservationId, placeId } = this.reservation(index);
    const lines = [{ sku: 'SHIRT', quantity: 1 }];
    return this.after(
      noteRelease,
      new StockReleased({ orderId: this.id, reservationId, placeId, lines, remaining: [] }),
    );
  }

  paid(captured = 0): AnOrder {
    const { paymentId } = this.order.payment;
    const amount = this.order.payment.covers;
    return this.after(confirmOrder, new PaymentAuthorised({ orderId: this.id, paymentId, amount, captured }));
  }

  /** Routed to two places, reserved at both and paid: two parcels. */
  split(shares: Readonly<Record<string, readonly ShipLine[]>> = { gru: [SHIRTS], cps: [MUG] }): AnOrder {
    return this.routed(shares).reserved().reserved().paid();
  }

  /** Routed to one place, reserved and paid. */
  confirmed(): AnOrder {
    return this.routed().reserved().paid();
  }

  shipment(index = 0): Shipment {
    return found(this.order.shipments, index);
  }

  pickedUp(index = 0): AnOrder {
    const { shipmentId, lines } = this.shipment(index);
    const fact = { orderId: this.id, shipmentId, lines: [...lines], direction: 'outbound' as const };
    return this.after(recordHandOver, new ShipmentPickedUp(fact));
  }

  delivered(index = 0, occurredAt?: string): AnOrder {
    const { shipmentId, lines, placeId } = this.shipment(index);
    const fact = { orderId: this.id, shipmentId, placeId, lines: [...lines], direction: 'outbound' as const };
    return this.after(recordDelivery, new ShipmentDelivered({ ...fact, ...(occurredAt && { occurredAt }) }));
  }

  voided(index = 0): AnOrder {
    return this.after(
      recordVoid,
      new ShipmentVoided({ orderId: this.id, shipmentId: this.shipment(index).shipmentId }),
    );
  }

  /** Payments took what was asked for last, or this much. */
  captured(taken?: number): AnOrder {
    const { paymentId, captures } = this.order.payment;
    const { id: captureId, asked = 0 } = found(captures, captures.length - 1);
    return this.after(
      recordCapture,
      new PaymentCaptured({ orderId: this.id, paymentId, captureId, amount: taken ?? asked }),
    );
  }

  /** Payments took a tender at once. */
  paidAtOnce(tenderId: string, amount: number): AnOrder {
    const { paymentId } = this.order.payment;
    return this.after(recordCapture, new PaymentCaptured({ orderId: this.id, paymentId, captureId: tenderId, amount }));
  }

  /** Payments gave back what was asked for last, or this much. */
  refunded(given?: number): AnOrder {
    const { paymentId, refunds } = this.order.payment;
    const { id: refundId, asked = 0 } = found(refunds, refunds.length - 1);
    const amount = given ?? asked;
    return this.after(recordRefund, new PaymentRefunded({ orderId: this.id, paymentId, refundId, amount }));
  }

  cancelled(wish: Partial<Omit<Cancelling, 'orderId'>> = {}): AnOrder {
    return this.after(cancelOrder, { orderId: this.id, reason: 'changed mind', ...wish });
  }

  held(): AnOrder {
    return this.after(() => holdOrder, { orderId: this.id });
  }

  resumed(): AnOrder {
    return this.after(releaseOrder, { orderId: this.id });
  }

  private get unanswered(): number {
    return this.order.reservations.findIndex(({ status }) => status === 'asked');
  }
}

function shipLine({ lineId, sku, quantity }: ShipLine): ShipLine {
  return { lineId, sku, quantity };
}

function found<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no number ${index} of ${items.length}`);
  return item;
}

export const SHIRTS = { lineId: '1', sku: 'SHIRT', quantity: 2 };
export const MUG = { lineId: '2', sku: 'MUG', quantity: 1 };
