import { ExchangeAnswered, type OrderPlaced } from '@entrepot/contracts/orders';
import { ReturnInspected } from '@entrepot/contracts/returns';
import type { AnyEvent, Given, StreamType } from '@entrepot/kernel';
import { AnOrder } from '../../test/an-order';
import { given, noOrder, POLICY } from '../../test/builders';
import { worth } from './amounts';
import { captured, open, refunded } from './balance';
import { answerExchange } from './follow-up-exchanging';
import { OrderStream } from './order';
import type { KnownOrder, Order } from './order-state';
import { SkuStream } from './sku';
import { takeReturn } from './take-return';
import { undoExchange } from './undo-exchange';

const delivered = () => AnOrder.placed().confirmed().pickedUp().captured().delivered();
const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 1, disposition: 'restock' as const }];
const exchange = [{ lineId: '1', sku: 'SHIRT-L' }];

function exchanged(order: AnOrder) {
  const read = <S>(stream: StreamType<S>) => (stream.kind === 'order' ? noOrder : SkuStream.initial) as S;
  const known: Given = { ...given(undefined, order.id), read };
  const fact = new ReturnInspected({ orderId: order.id, returnId: 'ret_1', lines, exchange });
  const decision = takeReturn(POLICY)(order.order, fact, known, undefined);
  if (decision.kind !== 'decided') throw new Error('nothing was decided');
  const at = { merchantId: 'demo', key: order.id, version: 9, at: known.now };
  const fold = (state: Order, events: readonly AnyEvent[]) =>
    events.reduce<Order>((now, event) => OrderStream.evolve(now, event, at), state) as KnownOrder;
  const first = fold(order.order, decision.events);
  const replacement = fold(noOrder, decision.asides[0]!.events);
  return { decision, first, replacement };
}

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
    const gone = { ...replacement, phase: 'cancelled' as const, cancelReason: 'shortage' };
    expect(answerExchange({ ...gone, exchangeTold: 'confirmed' })).toMatchObject([
      { outcome: 'failed', reason: 'shortage' },
    ]);
    expect(answerExchange({ ...gone, exchangeTold: 'failed' })).toEqual([]);
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
});
