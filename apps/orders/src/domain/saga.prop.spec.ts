import fc from 'fast-check';
import { Choices } from '../../test/world/choices';
import { anyBody, anyTape } from '../../test/world/arbitraries';
import type { ProviderMood } from '../../test/world/payments';
import { World } from '../../test/world/world';
import { WorthByPiece } from '../../test/world/worth-by-piece';
import { captured, open, pendingCapture, pendingRefund, refunded } from './balance';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { FINAL, statusMoves } from './order-status';
import { remainingOf } from './quantities';
import { pieces } from './stock-lines';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 150);

/** What makes a request the same request. */
function requestId(event: OrderEvent): string | undefined {
  switch (event.type) {
    case 'OrderRoutingRequested':
      return `${event.attempt}`;
    case 'StockReservationRequested':
      return event.reservationId;
    case 'StockReleaseRequested':
      return event.lines === undefined ? event.reservationId : undefined;
    case 'StockFulfilmentRequested':
    case 'ShipmentRequested':
    case 'ShipmentVoidRequested':
    case 'ShipmentInterceptionRequested':
      return event.shipmentId;
    case 'StockRestockRequested':
      return event.restockId;
    case 'PaymentRequested':
    case 'PaymentReleaseRequested':
      return event.paymentId;
    case 'PaymentCaptureRequested':
      return event.captureId;
    case 'RefundRequested':
      return event.refundId;
    case 'PaymentExtensionRequested':
      return event.extensionId;
    case 'OrderLinesChangeRequested':
      return event.changeId;
    case 'OrderLinesAdded':
    case 'OrderLinesChangeRefused':
      return event.changeId;
    case 'OrderReturnRefunded':
    case 'OrderLinesReturned':
      return event.returnId;
    case 'OrderCancelled':
    case 'OrderDelivered':
    case 'OrderClosed':
      return 'once';
    default:
      return undefined;
  }
}

/** Holds after every single event, whatever happened. */
class Invariants {
  private readonly asked = new Set<string>();
  private readonly byPiece = new WorthByPiece();
  /** What may be captured for changes before they come about. */
  private ahead = 0;

  constructor(private readonly isByHand: boolean) {}

  check = (event: OrderEvent, before: Order, after: KnownOrder): void => {
    const id = requestId(event);
    const name = `${event.type} ${id}`;
    if (id !== undefined && this.asked.has(name)) throw new Error(`asked twice: ${name}`);
    this.asked.add(name);
    if (event.type === 'PaymentExtensionRequested') this.ahead += event.tender.amount;
    this.checkMove(event, before, after);
    this.checkMoney(after);
    this.byPiece.check(event, after);
    for (const line of after.lines) expect(remainingOf(line)).toBeGreaterThanOrEqual(0);
    for (const { left } of after.reservations) expect(pieces(left)).toBeGreaterThanOrEqual(0);
  };

  private checkMove(event: OrderEvent, before: Order, after: KnownOrder): void {
    if (before.status === after.status) return;
    const targets = statusMoves()[before.status][event.type] ?? [];
    if (!targets.includes(after.status)) throw new Error(`${before.status} -${event.type}-> ${after.status}`);
  }

  private checkMoney(order: KnownOrder): void {
    const { linesTotal, freight, surcharges, discounts, taxes } = order.totals;
    const left = linesTotal + freight + surcharges - discounts + taxes - order.cancelled;
    expect(left).toBe(captured(order) - refunded(order) + open(order));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(captured(order)).toBeLessThanOrEqual(order.totals.total + this.ahead);
    // What people give back at the same time was not known when it was asked for.
    const asked = this.isByHand ? 0 : pendingRefund(order);
    expect(refunded(order) + asked).toBeLessThanOrEqual(captured(order));
  }
}

function play(body: Parameters<typeof World.prototype.host.place>[0], tape: number[], mood: ProviderMood): World {
  const invariants = new Invariants(mood !== 'reliable');
  const world = new World(body, new Choices(tape), { mood, check: invariants.check });
  world.run();
  return world;
}

/** Every parcel that had not left when the address changed goes to the last one. */
function expectAddressed({ known, recorded }: World['host']): void {
  const late = new Set(known.shipments.filter((entry) => entry.toFormerAddress).map(({ shipmentId }) => shipmentId));
  const change = recorded.findLastIndex(({ type }) => type === 'OrderAddressChanged');
  for (const event of recorded.slice(0, Math.max(0, change))) {
    if (event.type === 'OrderShipmentUpdated') late.add(event.shipmentId);
  }
  for (const event of recorded) {
    if (event.type !== 'ShipmentRequested' || late.has(event.shipmentId)) continue;
    expect(event.shipTo).toEqual(known.shipTo);
  }
}

describe('the saga of an order', () => {
  it('ends, leaves no stock behind, and settles its money exactly, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(anyBody, anyTape, (body, tape) => {
        const { host, inventory, payments, logistics } = play(body, tape, 'reliable');
        const order = host.known;
        expect(FINAL).toContain(order.status);
        for (const held of inventory.held.values()) expect(held).toEqual([]);
        expect(payments.captured).toBe(captured(order));
        expect(payments.refunded).toBe(refunded(order));
        expect(captured(order) - refunded(order)).toBe(order.totals.total - order.cancelled);
        expect(payments.authorised).toBe(0);
        expect([pendingCapture(order), pendingRefund(order)]).toEqual([0, 0]);
        expect(order.returns.filter(({ refund }) => refund !== 'done')).toEqual([]);
        const kept = order.lines.reduce((all, line) => all + line.quantity - line.cancelled, 0);
        if (order.status === 'closed') expect(pieces(logistics.delivered)).toBe(kept);
        const lost = order.shipments.filter(({ status }) => status === 'lost').flatMap(({ lines }) => lines);
        expect(pieces(inventory.shipped)).toBe(pieces([...logistics.delivered, ...lost, ...inventory.restocked]));
        expectAddressed(host);
        expect([order.change, order.changes.filter(({ state }) => state === 'pending')]).toEqual([undefined, []]);
      }),
      { numRuns: RUNS },
    );
  });

  it('ends with the books straight when money cannot be moved, or people move it: only what could not be had stays open', () => {
    fc.assert(
      fc.property(anyBody, anyTape, (body, tape) => {
        const { host, inventory, payments } = play(body, tape, 'flaky');
        const order = host.known;
        expect(FINAL).toContain(order.status);
        for (const held of inventory.held.values()) expect(held).toEqual([]);
        expect([payments.captured, payments.refunded]).toEqual([captured(order), refunded(order)]);
        expect(open(order)).toBeLessThanOrEqual(payments.missed.captures + payments.givenBackByHand);
        expect(open(order)).toBeGreaterThanOrEqual(-payments.missed.refunds);
        expect(order.returns.filter(({ refund }) => refund !== 'done')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('captures and gives back all that is due, though people give back at the provider what it refused', () => {
    fc.assert(
      fc.property(anyBody, anyTape, (body, tape) => {
        const { host, payments } = play(body, tape, 'mended');
        // Only what people gave back when nothing could be captured in its place any more is lost.
        expect(open(host.known)).toBeLessThanOrEqual(payments.missed.captures);
        // What could not be given back pays for what leaves later.
        expect(open(host.known)).toBeGreaterThanOrEqual(0 - payments.missed.refunds);
      }),
      { numRuns: RUNS },
    );
  });
});
