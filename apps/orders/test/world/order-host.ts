import type { ChangeLines, PlaceOrder } from '@entrepot/contracts/orders';
import type { Address } from '@entrepot/contracts/shared';
import { DomainError, type AnyEvent, type Decide, type Decision } from '@entrepot/kernel';
import { answerExtension } from '../../src/domain/answer-extension';
import { cancelOrder } from '../../src/domain/cancel-order';
import { changeAddress } from '../../src/domain/change-address';
import { changeLines } from '../../src/domain/change-lines';
import { confirmOrder } from '../../src/domain/confirm-order';
import { confirmReservation } from '../../src/domain/confirm-reservation';
import { recordHandOver } from '../../src/domain/hand-over';
import { holdOrder, releaseOrder } from '../../src/domain/hold-order';
import { noteDecline } from '../../src/domain/note-decline';
import { noteRefusal } from '../../src/domain/note-refusal';
import { noteRelease } from '../../src/domain/note-release';
import { OrderStream } from '../../src/domain/order';
import type { OrderEvent } from '../../src/domain/order-event';
import type { KnownOrder, Order } from '../../src/domain/order-state';
import { placeOrder } from '../../src/domain/place-order';
import { planReservations } from '../../src/domain/plan-reservations';
import { recordCapture } from '../../src/domain/record-capture';
import { recordDelivery } from '../../src/domain/record-delivery';
import { recordInterception } from '../../src/domain/record-interception';
import { recordLoss } from '../../src/domain/record-loss';
import { recordPaymentRelease } from '../../src/domain/record-payment-release';
import { recordRefund } from '../../src/domain/record-refund';
import { recordVoid } from '../../src/domain/record-void';
import { recordVoidRefusal } from '../../src/domain/record-void-refusal';
import { takeBack } from '../../src/domain/take-back';
import { takeReturn } from '../../src/domain/take-return';
import { reduceExchange, undoExchange } from '../../src/domain/undo-exchange';
import { orderDueAt, wakeOrder } from '../../src/domain/wake-order';
import { fold, given, noOrder, POLICY, START, submissionOf } from '../builders';
import type { Fact } from './neighbour';

const REACTIONS = {
  RoutePlanned: planReservations(POLICY),
  StockReserved: confirmReservation(POLICY),
  StockReservationRefused: noteRefusal(POLICY),
  StockReleased: noteRelease(POLICY),
  PaymentAuthorised: confirmOrder(POLICY),
  PaymentDeclined: noteDecline(POLICY),
  PaymentCaptured: recordCapture(POLICY),
  PaymentRefunded: recordRefund(POLICY),
  PaymentReleased: recordPaymentRelease(POLICY),
  PaymentExtended: answerExtension(POLICY),
  PaymentExtensionDeclined: answerExtension(POLICY),
  ShipmentPickedUp: recordHandOver(POLICY),
  ShipmentDelivered: recordDelivery(POLICY),
  ShipmentLost: recordLoss(POLICY),
  ShipmentReturned: takeBack(POLICY),
  ShipmentVoided: recordVoid(POLICY),
  ShipmentVoidRefused: recordVoidRefusal(POLICY),
  ShipmentIntercepted: recordInterception(POLICY),
  InterceptionFailed: recordInterception(POLICY),
  ReturnInspected: takeReturn(POLICY),
  ExchangeAnswered: undoExchange(POLICY),
  ExchangeReduced: reduceExchange(POLICY),
};

/** An order's stream with a clock of its own. Every recorded event is shown to the observers. */
export class OrderHost {
  order: Order = noOrder;
  now = START;
  readonly recorded: OrderEvent[] = [];

  constructor(private readonly observe: (event: OrderEvent, before: Order, after: KnownOrder) => void) {}

  place(body: PlaceOrder): void {
    this.run(placeOrder(POLICY), submissionOf(body));
  }

  react(fact: Fact): void {
    const decide = REACTIONS[fact.type as keyof typeof REACTIONS] as Decide<Order, AnyEvent>;
    this.run(decide, fact);
  }

  cancel(lines?: { lineId: string; quantity: number }[]): void {
    this.wish(() =>
      this.run(cancelOrder(POLICY), { orderId: this.id, reason: 'changed mind', ...(lines && { lines }) }),
    );
  }

  changeLines(body: ChangeLines): void {
    this.wish(() => this.run(changeLines(POLICY), { orderId: this.id, body }));
  }

  changeAddress(shipTo: Address): void {
    this.wish(() => this.run(changeAddress(POLICY), { orderId: this.id, shipTo }));
  }

  hold(): void {
    this.wish(() => this.run(holdOrder, { orderId: this.id }));
  }

  release(): void {
    this.wish(() => this.run(releaseOrder(POLICY), { orderId: this.id }));
  }

  get dueAt(): string | undefined {
    return orderDueAt(this.order);
  }

  /** Lets the time pass until the timer is due, and fires it. */
  wake(): void {
    const { dueAt } = this;
    if (dueAt === undefined) return;
    if (dueAt > this.now) this.now = dueAt;
    this.run(wakeOrder(POLICY), { dueAt });
  }

  get known(): KnownOrder {
    if (this.order.status === 'none') throw new Error('not placed');
    return this.order;
  }

  private get key(): string {
    return this.order.status === 'none' ? 'ord_1' : this.id;
  }

  private get id(): string {
    return this.known.placed.orderId;
  }

  /** People may be told that it is too late; a fact may not. */
  private wish(attempt: () => void): void {
    try {
      attempt();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  private run<I>(decide: Decide<Order, I>, input: I): void {
    const known = given(this.now, this.key, {}, `input-${this.recorded.length}`);
    const decision: Decision = decide(
      this.order,
      input,
      {
        ...known,
        read: (stream, key) => (stream.kind === OrderStream.kind ? (noOrder as never) : known.read(stream, key)),
      },
      undefined,
    );
    if (decision.kind === 'ignored') return;
    for (const event of decision.events as readonly OrderEvent[]) {
      const before = this.order;
      this.order = fold(before, [event], this.now);
      this.recorded.push(event);
      this.observe(event, before, this.known);
    }
  }
}
