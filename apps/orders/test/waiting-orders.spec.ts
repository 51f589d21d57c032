import { VariantAdded } from '@entrepot/contracts/catalog';
import { SkuAwaited, type AwaitedSkuAppeared } from '@entrepot/contracts/orders';
import { eventId, recordId, streamId, type CommitRecord } from '@entrepot/eventstore';
import { Header, MemoryBus, memoryService, pumpUntilQuiet, sourceOf, VirtualClock } from '@entrepot/messaging';
import { OnSkuStillAwaited } from '../src/consumers/sku-still-awaited.consumer';
import { OnVariantAdded } from '../src/consumers/variant-added.consumer';
import { SkuStream, TOLD_AT_ONCE } from '../src/domain/sku';
import { MERCHANT } from './builders';

jest.setTimeout(60_000);

const sku = 'MUG';
const TOPIC = 'catalog.product.v1';

function awaited(orderId: string, index: number): CommitRecord {
  const version = index + 1;
  const _id = recordId(streamId(MERCHANT, 'sku', sku), version);
  const events = [new SkuAwaited({ sku, orderId })];
  const at = '2026-03-02T09:00:00.000Z';
  // Written beside the order that was placed.
  const decision = recordId(streamId(MERCHANT, 'order', orderId), 1);
  return { _id, merchantId: MERCHANT, kind: 'sku', key: sku, version, at, cause: { source: 'test' }, events, decision };
}

function added() {
  const stream = streamId(MERCHANT, 'product', 'p-1');
  const headers = {
    [Header.specVersion]: '1.0',
    [Header.id]: eventId({ _id: recordId(stream, 1) }, 0),
    [Header.source]: sourceOf('catalog'),
    [Header.type]: 'VariantAdded',
    [Header.subject]: stream,
    [Header.time]: '2026-03-02T10:00:00.000Z',
    [Header.merchant]: MERCHANT,
    [Header.contentType]: 'application/json',
  };
  const value = JSON.stringify(new VariantAdded({ productId: 'p-1', sku }));
  return { topic: TOPIC, key: `${MERCHANT}/p-1`, value, headers };
}

describe('orders that wait for a SKU', () => {
  it('are all told of it, piece by piece, however many they are', async () => {
    const clock = new VirtualClock();
    const bus = new MemoryBus(clock);
    const handlers = [new OnVariantAdded(), new OnSkuStillAwaited()];
    const orders = await memoryService({ name: 'orders', bus, clock, handlers, streams: [SkuStream] });
    const orderIds = Array.from({ length: 5 * TOLD_AT_ONCE + 1 }, (_, n) => `ord_${n}`);
    await orders.backbone.store.append(orderIds.map(awaited), false);
    await bus.publish([added()]);
    await pumpUntilQuiet(bus, [orders]);
    const told = bus
      .messages('orders.sku.v1')
      .filter(({ headers }) => String(headers?.[Header.type]) === 'AwaitedSkuAppeared')
      .map(({ value }) => (JSON.parse(String(value)) as AwaitedSkuAppeared).orderId);
    expect(told).toEqual(orderIds);
    expect((await orders.backbone.streams.read(SkuStream, MERCHANT, sku)).state).toMatchObject({ isKnown: true });
    expect(await orders.backbone.parkedInputs.count()).toBe(0);
    await orders.stop();
  });
});
