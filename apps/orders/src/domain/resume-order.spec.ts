import { AwaitedSkuAppeared } from '@entrepot/contracts/orders';
import { AnOrder } from '../../test/an-order';
import { aBody, eventsOf, fold, given, noOrder, POLICY, START, submissionOf } from '../../test/builders';
import type { KnownOrder } from './order-state';
import { placeOrder } from './place-order';
import { cancelOrder } from './cancel-order';
import { releaseOrder } from './hold-order';
import { resumeOrder } from './resume-order';

const unknown = { isKnown: false };
const waiting = (): KnownOrder => {
  const knowing = given(START, 'ord_1', { SHIRT: unknown, MUG: unknown });
  return fold(noOrder, eventsOf(placeOrder(POLICY)(noOrder, submissionOf(aBody(), 'intake'), knowing, undefined)));
};
const appeared = (order: KnownOrder, sku: string) => {
  const fact = new AwaitedSkuAppeared({ sku, orderId: order.placed.orderId });
  return eventsOf(resumeOrder(POLICY)(order, fact, given(), undefined));
};

describe('a SKU that an order waits for', () => {
  it('lets the order go on when it is the last', () => {
    const order = waiting();
    const first = appeared(order, 'MUG');
    expect(first).toMatchObject([{ type: 'OrderHeld', skus: ['SHIRT'] }]);
    const last = appeared(fold(order, first), 'SHIRT');
    expect(last.map(({ type }) => type)).toEqual(['OrderReleased', 'OrderRoutingRequested']);
  });

  it('changes nothing when the order does not wait for it any more', () => {
    expect(appeared(AnOrder.placed().order, 'MUG')).toMatchObject([{ type: 'OrderFactNoted' }]);
  });

  it('is not waited for when the lines that want it are cancelled', () => {
    const order = waiting();
    const wish = { orderId: order.placed.orderId, reason: 'x', lines: [{ lineId: '1', quantity: 2 }] };
    const less = eventsOf(cancelOrder(POLICY)(order, wish, given(), undefined));
    expect(less).toMatchObject([{ type: 'OrderLinesCancelled' }, { type: 'OrderHeld', skus: ['MUG'] }]);
    expect(appeared(fold(order, less), 'MUG').map(({ type }) => type)).toContain('OrderRoutingRequested');
  });

  it('cannot be waved through by hand', () => {
    const order = waiting();
    const release = () => releaseOrder(POLICY)(order, { orderId: order.placed.orderId }, given(), undefined);
    expect(release).toThrow(expect.objectContaining({ code: 'order.awaits-sku' }));
  });
});
