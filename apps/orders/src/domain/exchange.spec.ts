import { ShipmentLost } from '@entrepot/contracts/logistics';
import { ExchangeAnswered, ExchangeReduced, type OrderPlaced } from '@entrepot/contracts/orders';
import { ReturnInspected } from '@entrepot/contracts/returns';
import type { AnyEvent, Given, StreamType } from '@entrepot/kernel';
import { AnOrder, MUG } from '../../test/an-order';
import { given, noOrder, POLICY } from '../../test/builders';
import { worth } from './amounts';
import { captured, open, refunded } from './balance';
import { answerExchange } from './follow-up-exchanging';
import { OrderStream } from './order';
import type { KnownOrder, Order } from './order-state';
import { remaining } from './quantities';
import { recordLoss } from './record-loss';
import { SkuStream, type KnownSku } from './sku';
import { takeReturn } from './take-return';
import { reduceExchange, undoExchange } from './undo-exchange';

const delivered = () => AnOrder.placed().confirmed().pickedUp().captured().delivered();
const exchange = [{ lineId: '1', sku: 'SHIRT-L' }];

const returned = ({ id: orderId }: AnOrder, returnId: string, quantity = 1) => {
  const lines = [{ lineId: '1', sku: 'SHIRT', quantity, disposition: 'restock' as const }];
  return new ReturnInspected({ orderId, returnId, lines });
};

function exchanged(order: AnOrder, quantity = 1, skus: Readonly<Record<string, Partial<KnownSku>>> = {}) {
  const read = <S>(stream: StreamType<S>, key: string) =>
    (stream.kind === 'order' ? noOrder : { ...SkuStream.initial, ...skus[key] }) as S;
  const known: Given = { ...given(undefined, order.id), read };
  const fact = { ...returned(order, 'ret_1', quantity), exchange } as ReturnInspected;
  const decision = takeReturn(POLICY)(order.order, fact, known, undefined);
  if (decision.kind !== 'decided') throw new Error('nothing was decided');
  const at = { merchantId: 'demo', key: order.id, version: 9, at: known.now };
  const fold = (state: Order, events: readonly AnyEvent[]) =>
    events.reduce<Order>((now, event) => OrderStream.evolve(now, event, at), state) as KnownOrder;
  const first = fold(order.order, decision.events);
  const replacement = fold(noOrder, decision.asides[0]!.events);
  return { decision, first, replacement };
}

/** A replacement of so many pieces, each of them from a place of its own and picked up. */
function onItsWay(replacement: KnownOrder, pieces: number): AnOrder {
  const [line] = remaining(replacement);
  const places = ['gru', 'opo'].slice(0, pieces);
  const shares = Object.fromEntries(places.map((place) => [place, [{ ...line!, quantity: 1 }]]));
  const routed = AnOrder.of(replacement).routed(shares);
  const shipped = places.reduce((order) => order.reserved(), routed);
  return places.reduce((order, _, index) => order.pickedUp(index), shipped);
}

const lost = (order: AnOrder) =>
  order.after(
    recordLoss,
    new ShipmentLost({ orderId: order.id, shipmentId: order.shipment(0).shipmentId, direction: 'outbound' } as never),
  );

describe('an exchange', () => {
  it('places a replacement for which nothing is to be paid, and gives no money back: both orders balance', () => {
    const { decision, first, replacement } = exchanged(delivered());
    expect(decision.events.map(({ type }) => type)).toEqual(['OrderLinesReturned']);
    expect([open(first), captured(first) - refunded(first)]).toEqual([0, worth(first)]);
    const placed = decision.asides[0]!.events[0] as OrderPlaced;
    expect(placed).toMatchObject({
      ...{ type: 'OrderPlaced', source: 'exchange', sourceOrderId: 'ret_1', total: 0, tenders: [] },
      lines: [{ sku: 'SHIRT-L', quantity: 1 }],
      exchange: { orderId: first.placed.orderId, returnId: 'ret_1' },
    });
    expect(placed.lines[0]?.unitPrice).toBe(first.lines[0]?.unitPrice);
    expect([open(replacement), worth(replacement)]).toEqual([0, 0]);
  });

  it('tells the return once that the replacement is on its way, and that it is cancelled, whenever that is', () => {
    const { replacement } = exchanged(delivered());
    expect(answerExchange(replacement)).toEqual([]);
    expect(answerExchange({ ...replacement, phase: 'confirmed' })).toMatchObject([{ outcome: 'confirmed' }]);
    expect(answerExchange({ ...replacement, phase: 'shipping', exchangeTold: 'confirmed' })).toEqual([]);
    const sent = onItsWay(replacement, 1);
    expect(sent.order.exchangeTold).toBe('confirmed');
    const gone = lost(sent);
    expect(gone.types).toContain('OrderCancelled');
    expect(gone.event('ExchangeAnswered')).toMatchObject({ outcome: 'failed', reason: 'lost' });
    expect(answerExchange(gone.order)).toEqual([]);
    const short = AnOrder.of(replacement).cancelled({ reason: 'shortage' } as never);
    expect(short.event('ExchangeAnswered')).toMatchObject({ outcome: 'failed', reason: 'shortage' });
  });

  it('gives back the share of what is lost of the replacement, once, and the rest when the rest comes back', () => {
    const { first, replacement } = exchanged(delivered(), 2);
    const half = lost(onItsWay(replacement, 2));
    expect(half.event('ExchangeReduced')).toMatchObject({ lines: [{ lineId: '1', quantity: 1 }], reason: 'lost' });
    const undone = AnOrder.of(first).after(reduceExchange, half.event('ExchangeReduced'));
    expect(undone.event('OrderExchangeUndone')).toMatchObject({ amount: 4_000, lines: [{ lineId: '1', quantity: 1 }] });
    expect(undone.event('RefundRequested')).toMatchObject({ amount: 4_000 });
    const settled = undone.refunded();
    expect([open(settled.order), worth(settled.order)]).toEqual([0, 8_000]);
    const arrived = half.delivered(1);
    expect(arrived.types).toContain('OrderDelivered');
    const back = arrived.after(takeReturn, returned(arrived, 'ret_2'));
    expect(back.event('ExchangeReduced')).toMatchObject({ lines: [{ lineId: '1', quantity: 1 }] });
    const rest = settled.after(reduceExchange, back.event('ExchangeReduced')).refunded();
    expect([open(rest.order), worth(rest.order), refunded(rest.order)]).toEqual([0, 4_000, 8_000]);
    expect(rest.after(reduceExchange, half.event('ExchangeReduced')).ignored).toContain('nothing of this');
  });

  it('gives back the money of a replacement that is itself replaced only when that comes to nothing', () => {
    const { first, replacement } = exchanged(delivered());
    const arrived = onItsWay(replacement, 1).delivered(0);
    const second = exchanged(arrived);
    expect(second.decision.events.map(({ type }) => type)).toEqual(['OrderLinesReturned']);
    const failed = new ExchangeAnswered({
      ...{ orderId: second.replacement.placed.orderId, originalOrderId: replacement.placed.orderId },
      ...{ returnId: 'ret_1', outcome: 'failed', reason: 'shortage' },
    });
    const passedOn = AnOrder.of(second.first).after(undoExchange, failed);
    expect(passedOn.types).toEqual(['OrderExchangeUndone', 'OrderReturnRefunded', 'ExchangeReduced']);
    const undone = AnOrder.of(first).after(reduceExchange, passedOn.event('ExchangeReduced'));
    expect(undone.event('RefundRequested')).toMatchObject({ amount: 4_000 });
  });

  it('gives the money back when there is no replacement, once', () => {
    const { first, replacement } = exchanged(delivered());
    const answer = new ExchangeAnswered({
      ...{ orderId: replacement.placed.orderId, originalOrderId: first.placed.orderId },
      ...{ returnId: 'ret_1', outcome: 'failed', reason: 'shortage' },
    });
    const undone = AnOrder.of(first).after(undoExchange, answer);
    expect(undone.types).toEqual(['OrderExchangeUndone', 'RefundRequested']);
    expect(undone.event('RefundRequested')).toMatchObject({ amount: 4_000, returnId: 'ret_1' });
    const done = undone.refunded();
    expect(done.event('OrderReturnRefunded')).toMatchObject({ returnId: 'ret_1', amount: 4_000 });
    expect(open(done.order)).toBe(0);
    expect(done.after(undoExchange, answer).ignored).toContain('nothing is kept');
  });

  it('keeps its money when the rest of the order is lost, and gives it back once when the replacement fails', () => {
    const two = AnOrder.placed().split();
    const sent = two.pickedUp(0).captured().delivered(0).pickedUp(1).captured();
    const order = AnOrder.of(exchanged(sent, 2).first);
    const { shipmentId } = order.shipment(1);
    const gone = order.after(recordLoss, new ShipmentLost({ orderId: order.id, shipmentId, lines: [MUG] }));
    expect(gone.event('RefundRequested').amount).toBe(4_000);
    const answer = { orderId: 'ord_2', originalOrderId: order.id, returnId: 'ret_1', outcome: 'failed' as const };
    const undone = gone.refunded().after(undoExchange, new ExchangeAnswered({ ...answer, reason: 'lost' }));
    expect(undone.event('RefundRequested').amount).toBe(8_000);
    expect(open(undone.refunded().order)).toBe(0);
  });

  it('keeps the freight while the customer keeps the replacement, and gives it back with the last that comes back', () => {
    const first = AnOrder.of(exchanged(delivered(), 2).first);
    const rest = [{ lineId: '2', sku: 'MUG', quantity: 1, disposition: 'restock' as const }];
    const other = new ReturnInspected({ orderId: first.id, returnId: 'ret_2', lines: rest });
    const alone = first.after(takeReturn, other);
    expect(alone.event('RefundRequested')).toMatchObject({ amount: 3_000, returnId: 'ret_2' });
    const settled = alone.refunded();
    expect([open(settled.order), worth(settled.order)]).toEqual([0, 9_000]);
    const named = { orderId: 'ord_2', originalOrderId: first.id, returnId: 'ret_1' };
    const answer = new ExchangeAnswered({ ...named, outcome: 'failed', reason: 'lost' });
    expect(settled.after(undoExchange, answer).event('RefundRequested').amount).toBe(9_000);
    const one = new ExchangeReduced({ ...named, lines: [{ lineId: '1', quantity: 1 }], reason: 'lost' });
    const half = settled.after(reduceExchange, one);
    expect(half.event('RefundRequested').amount).toBe(4_000);
    const none = half.refunded().after(reduceExchange, one);
    expect(none.event('RefundRequested').amount).toBe(5_000);
    const done = none.refunded().order;
    expect([open(done), worth(done), done.withheld]).toEqual([0, 0, 0]);
  });

  it('of all that was left keeps the freight beside it: of what is lost of the replacement only its share goes back', () => {
    const lines = [{ sku: 'SHIRT', quantity: 2, unitPrice: 4_000 }];
    const charges = [{ type: 'freight' as const, amount: 1_000 }];
    const placed = AnOrder.placed({ lines, charges, tenders: [{ method: 'card', amount: 9_000 }] });
    const { first } = exchanged(placed.confirmed().pickedUp().captured().delivered(), 2);
    const named = { orderId: 'ord_2', originalOrderId: first.placed.orderId, returnId: 'ret_1' };
    const one = new ExchangeReduced({ ...named, lines: [{ lineId: '1', quantity: 1 }], reason: 'lost' });
    const half = AnOrder.of(first).after(reduceExchange, one);
    expect(half.event('RefundRequested').amount).toBe(4_000);
    const none = half.refunded().after(reduceExchange, one);
    expect(none.event('RefundRequested').amount).toBe(5_000);
    expect([open(none.refunded().order), worth(none.order)]).toEqual([0, 0]);
  });

  const pair = {
    isKnown: true,
    components: [
      { sku: 'LEFT', quantity: 1 },
      { sku: 'RIGHT', quantity: 1 },
    ],
  };

  it('for a bundle takes it apart, and a bundle of which a piece is lost is not with the customer', () => {
    const { first, replacement } = exchanged(delivered(), 2, { 'SHIRT-L': pair });
    expect(remaining(replacement)).toEqual([
      { lineId: '1.1', sku: 'LEFT', quantity: 2 },
      { lineId: '1.2', sku: 'RIGHT', quantity: 2 },
    ]);
    const left = { lineId: '1.1', sku: 'LEFT', quantity: 1 };
    const rest = [{ ...left }, { lineId: '1.2', sku: 'RIGHT', quantity: 2 }];
    const sent = AnOrder.of(replacement)
      .routed({ gru: [left], opo: rest })
      .reserved()
      .reserved()
      .pickedUp(0)
      .pickedUp(1);
    const reduced = lost(sent).event('ExchangeReduced');
    expect(reduced.lines).toEqual([{ lineId: '1', quantity: 1 }]);
    const undone = AnOrder.of(first).after(reduceExchange, reduced);
    expect(undone.event('OrderExchangeUndone').lines).toEqual([{ lineId: '1', quantity: 1 }]);
  });

  it('for what cannot be taken apart is looked for as one piece', () => {
    const nested = { 'SHIRT-L': pair, LEFT: pair };
    expect(remaining(exchanged(delivered(), 1, nested).replacement)).toEqual([
      { lineId: '1', sku: 'SHIRT-L', quantity: 1 },
    ]);
  });
});
