import type { StockReserved, StockReservationRefused } from '@entrepot/contracts/inventory';
import { StockReleaseRequested, StockReservationRequested } from '@entrepot/contracts/orders';
import {
  cleanUp,
  eventually,
  Neighbour,
  testBackend,
  TopicReader,
  uniqueName,
  type SentEvent,
} from '@entrepot/testing';
import { MERCHANT, RunningInventory } from './running-inventory';

jest.setTimeout(120_000);

const UNITS = 300;
const WISHES = 500;
const prefix = uniqueName('inventory');
const orders = new Neighbour('orders', testBackend(), prefix);
const reader = new TopicReader(testBackend(), prefix);
let instances: RunningInventory[] = [];

beforeAll(async () => {
  instances = [await RunningInventory.launch(prefix), await RunningInventory.launch(prefix)];
  await orders.connect();
  await reader.read('inventory.reservation.v1');
  await instances[0]?.put('/v1/places/gru', { name: 'Guarulhos' });
});

afterAll(async () => {
  await Promise.all([orders.close(), reader.close()]);
  await Promise.all(instances.map((each) => each.stop()));
  await cleanUp(prefix, testBackend());
});

const wish = (n: number) =>
  new StockReservationRequested({
    orderId: `ord-${n}`,
    reservationId: `rsv-${n}`,
    placeId: 'gru',
    lines: [{ sku: 'hot', quantity: 1 }],
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });

/** The wishes for one place come over one partition, so to one instance; here they are forced to both. */
const overBoth = (sent: SentEvent[]) =>
  sent.map(({ topic, message }, n) => ({ topic, message: { ...message, partition: n % 2 } }));

const receive = (instance: RunningInventory | undefined, receiptId: string, quantity: number) =>
  instance?.post('/v1/receipts', { receiptId, placeId: 'gru', lines: [{ sku: 'hot', quantity }] });

const stock = () => instances[0]!.bodyOf<{ onHand: number; reserved: number }>('/v1/places/gru/stock/hot');

const answered = () => Promise.resolve(reader.of('StockReserved').length + reader.of('StockReservationRefused').length);

describe('two instances of inventory', () => {
  it('grant exactly the pieces there are of a hot SKU, while both decide and stock comes in at both', async () => {
    const [one, two] = instances;
    await receive(one, 'opening', UNITS - 100);
    const events = Array.from({ length: WISHES }, (_, n) => ({
      stream: { merchantId: MERCHANT, kind: 'order', key: `ord-${n}` },
      event: wish(n),
    }));
    const sent = overBoth(orders.prepare(events));
    const coming = Array.from({ length: 20 }, (_, n) => receive(n % 2 === 0 ? one : two, `r-${n}`, 5));
    await Promise.all([orders.send(sent), ...coming]);
    expect(await eventually(answered, (count) => count >= WISHES, 60_000)).toBe(WISHES);

    const { onHand, reserved } = await stock();
    expect(onHand).toBe(UNITS);
    expect(reader.of<StockReserved>('StockReserved')).toHaveLength(reserved);
    expect(reserved).toBeLessThanOrEqual(UNITS);
    for (const { event } of reader.of<StockReservationRefused>('StockReservationRefused')) {
      expect(event.shortages).toEqual([{ sku: 'hot', wanted: 1, available: 0 }]);
    }
  });

  it('grant the rest to the last piece, and once more what was released', async () => {
    const { onHand, reserved } = await stock();
    const more = onHand - reserved + 20;
    const events = Array.from({ length: more }, (_, n) => ({
      stream: { merchantId: MERCHANT, kind: 'order', key: `more-${n}` },
      event: wish(WISHES + n),
    }));
    await orders.send(overBoth(orders.prepare(events)));
    // All of them: one that the other instance has not met yet would be granted what is released.
    expect(await eventually(answered, (count) => count >= WISHES + more, 60_000)).toBe(WISHES + more);
    expect(await eventually(stock, (level) => level.reserved === UNITS)).toMatchObject({ reserved: UNITS });

    const granted = reader.of<StockReserved>('StockReserved').slice(0, 50);
    const releases = granted.map(({ event: { orderId, reservationId, placeId } }) => ({
      stream: { merchantId: MERCHANT, kind: 'order', key: orderId },
      event: new StockReleaseRequested({ orderId, reservationId, placeId }),
    }));
    await orders.send(overBoth(orders.prepare(releases)));
    expect(await eventually(stock, (level) => level.reserved === UNITS - 50)).toMatchObject({ reserved: UNITS - 50 });
  });

  it('keep books that agree, and put nothing aside', async () => {
    type Progress = { idle: boolean };
    for (const instance of instances) {
      const progress = () => instance.bodyOf<Progress>('/v1/operations/progress');
      expect(await eventually(progress, ({ idle }) => idle, 30_000)).toMatchObject({
        ...{ idle: true, parked: 0, deadLetters: 0 },
      });
      expect(await instance.bodyOf('/v1/stock-drift')).toEqual({ checked: 1, behind: 0, drifted: [] });
      expect(await instance.bodyOf('/v1/stock-totals')).toMatchObject({
        received: UNITS,
        onHand: UNITS,
        driftedSkus: 0,
      });
    }
  });
});
