import { ReturnInspected } from '@entrepot/contracts/returns';
import type { StreamType } from '@entrepot/kernel';
import { AnOrder, SHIRTS } from '../../test/an-order';
import { aBody, eventsOf, fold, given, MERCHANT, noOrder, POLICY } from '../../test/builders';
import { OrderStream } from './order';
import { placeOrder } from './place-order';
import { submittedOrder } from './submitted-order';
import { takeReturn } from './take-return';

const terms = { paymentDeadlineSeconds: 60, backorderRetrySeconds: 7, backorderLimitDays: 1, returnWindowDays: 14 };

function placedUnder(merchant: Partial<Parameters<typeof submittedOrder>[2]>, body = aBody()): AnOrder {
  const who = { id: MERCHANT, shortagePolicy: 'cancel' as const, ...merchant };
  const order = submittedOrder(body, { source: 'webshop', sourceOrderId: 'W-1' }, who);
  const decision = placeOrder(POLICY)(noOrder, { order, door: 'http' }, given(), undefined);
  return AnOrder.of(fold(noOrder, eventsOf(decision)));
}

describe('what the merchant decided', () => {
  it('counts for the order for as long as it lives', () => {
    const order = placedUnder({ terms }).routed().reserved();
    expect(order.event('PaymentRequested').payBy).toBe('2026-03-02T09:31:00.000Z');
    const delivered = order.paid().pickedUp().delivered();
    expect(delivered.event('OrderDelivered').closesAt).toBe('2026-03-16T09:30:00.000Z');
  });

  it('says how long a backorder waits', () => {
    const backordered = placedUnder({ shortagePolicy: 'backorder', terms }).routed({ gru: [SHIRTS] });
    expect(backordered.event('OrderBackordered')).toMatchObject({
      retryAt: '2026-03-02T09:30:07.000Z',
      giveUpAt: '2026-03-03T09:30:00.000Z',
    });
  });

  it('leaves to the settings of the service what it does not say', () => {
    const order = placedUnder({ terms: { returnWindowDays: 14 } })
      .routed()
      .reserved();
    expect(order.event('PaymentRequested').payBy).toBe('2026-03-02T09:45:00.000Z');
  });

  it('counts for what replaces goods of the order, too', () => {
    const sold = placedUnder({ terms }).confirmed().pickedUp().captured().delivered();
    const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 1, disposition: 'restock' as const }];
    const fact = { orderId: sold.id, returnId: 'ret_1', lines, exchange: [{ lineId: '1', sku: 'SHIRT-L' }] };
    const nothing = given(undefined, sold.id);
    const read = <S>(stream: StreamType<S>, key: string) =>
      stream.kind === OrderStream.kind ? (noOrder as S) : nothing.read(stream, key);
    const decision = takeReturn(POLICY)(sold.order, new ReturnInspected(fact), { ...nothing, read }, undefined);
    const [replacement] = decision.kind === 'decided' ? decision.asides : [];
    expect(replacement?.events[0]).toMatchObject({ type: 'OrderPlaced', source: 'exchange', terms });
  });

  it('is not part of what makes an order the same again', () => {
    const hashes = [placedUnder({}), placedUnder({ terms, shortagePolicy: 'backorder' })].map(
      ({ order }) => order.placed.contentHash,
    );
    expect(new Set(hashes).size).toBe(1);
  });
});
