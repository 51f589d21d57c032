import { StockReserved } from '@entrepot/contracts/inventory';
import type {
  LinesChangePreview,
  OrderAnswer,
  PaymentExtensionRequested,
  StockReservationRequested,
  StoryEntry,
} from '@entrepot/contracts/orders';
import { PaymentExtended, PaymentExtensionDeclined } from '@entrepot/contracts/payments';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { aBody } from './builders';
import { CatalogDouble, RunningOrders } from './running-orders';
import { Shop } from './shop';

jest.setTimeout(60_000);

const prefix = uniqueName('orders-changes');
const shop = new Shop(prefix);
let catalog: CatalogDouble;
let orders: RunningOrders;

beforeAll(async () => {
  catalog = await CatalogDouble.listen('VASE', {
    sku: 'BOX',
    components: [
      { sku: 'SHIRT', quantity: 1 },
      { sku: 'VASE', quantity: 2 },
    ],
  });
  orders = await RunningOrders.launch(prefix, catalog.url);
  await shop.open();
  await Promise.all([shop.adds('SHIRT'), shop.adds('MUG'), shop.adds('LAMP', 2_500)]);
  await shop.reader.waitFor('SkuLearned', {}, 3);
  await shop.reader.waitFor('SkuPriceLearned');
});

afterAll(async () => {
  await shop.close();
  await orders.stop();
  await catalog.close();
  await cleanUp(prefix, testBackend());
});

async function placed(sourceOrderId: string): Promise<string> {
  const answer = await orders.post('/v1/orders', aBody({ sourceOrderId }), `key-${sourceOrderId}`);
  return (answer.body as OrderAnswer).orderId;
}

async function confirmed(sourceOrderId: string): Promise<string> {
  const orderId = await placed(sourceOrderId);
  await shop.confirms(orderId);
  return orderId;
}

const change = (orderId: string, body: object, key: string, query = '') =>
  orders.post(`/v1/orders/${orderId}/change-lines${query}`, { reason: 'wrong colour', ...body }, key);
const order = (orderId: string) => orders.bodyOf<OrderAnswer>(`/v1/orders/${orderId}`);
const LAMP = { sku: 'LAMP', quantity: 1 };

/** Places have what the change adds; gives what is to be paid for it. */
async function setAside(orderId: string): Promise<PaymentExtensionRequested> {
  await shop.routes(orderId, 'opo', 2);
  const [, request] = await shop.reader.waitFor<StockReservationRequested>('StockReservationRequested', { orderId }, 2);
  const { reservationId, placeId, lines, expiresAt } = request!.event;
  const reserved = new StockReserved({ orderId, reservationId, placeId, lines, expiresAt });
  await shop.inventory.publish(shop.stream('reservation', reservationId), reserved);
  return shop.asked<PaymentExtensionRequested>('PaymentExtensionRequested', { orderId });
}

const settled = (orderId: string) =>
  eventually(
    () => order(orderId),
    ({ changes }) => changes?.every(({ state }) => state !== 'pending') === true,
  );

describe('a change of lines', () => {
  it('is previewed: what it would cost, when, and that nothing was done', async () => {
    const orderId = await confirmed('previewed');
    const body = { add: [LAMP], change: [{ lineId: '2', quantity: 0 }] };
    const preview = (await change(orderId, body, 'p', '?dryRun=true')).body as LinesChangePreview;
    expect(preview).toMatchObject({
      ...{ orderId, atOnce: false, addedAmount: 2_500, removedAmount: 3_000, worthBefore: 12_000, worthAfter: 11_500 },
      ...{ toPay: 0, toRefund: 0, added: [{ lineId: '3', unitPrice: 2_500 }], removed: [{ lineId: '2', quantity: 1 }] },
      shipmentsToStop: [expect.any(String)],
    });
    expect(await order(orderId)).toMatchObject({ state: 'confirmed', changes: [], total: 12_000 });
  });

  it('comes about when stock and payment have answered, and is charged, sent and told once', async () => {
    const orderId = await confirmed('grows');
    const first = await change(orderId, { add: [LAMP] }, 'grow');
    expect([first.status, first.body]).toMatchObject([202, { total: 12_000, changes: [{ state: 'pending' }] }]);
    expect((await change(orderId, { add: [LAMP] }, 'grow')).headers['idempotent-replayed']).toBe('true');
    expect((await change(orderId, { add: [LAMP] }, 'other')).body).toMatchObject({ code: 'order.change-pending' });
    const { paymentId, extensionId, tender } = await setAside(orderId);
    expect(tender).toMatchObject({ method: 'card', amount: 2_500 });
    await shop.pays(paymentId, new PaymentExtended({ orderId, paymentId, extensionId, amount: 2_500, captured: 0 }));
    expect(await settled(orderId)).toMatchObject({ total: 14_500, open: 14_500, changes: [{ state: 'made' }] });
    const [, shipment] = await shop.reader.waitFor('ShipmentRequested', { orderId } as object, 2);
    expect(shipment?.event).toMatchObject({ placeId: 'opo', lines: [{ lineId: '3', sku: 'LAMP', quantity: 1 }] });
    const story = await orders.bodyOf<{ items: StoryEntry[] }>(`/v1/orders/${orderId}/story?limit=200`);
    expect(story.items.map(({ summary }) => summary)).toEqual(
      expect.arrayContaining(['To be changed (wrong colour): 1 x LAMP more', 'Added 1 x LAMP for 25.00 EUR']),
    );
  });

  it('leaves the order as it was when it cannot be paid', async () => {
    const orderId = await confirmed('too-dear');
    await change(orderId, { add: [LAMP] }, 'dear');
    const { paymentId, extensionId } = await setAside(orderId);
    await shop.pays(paymentId, new PaymentExtensionDeclined({ orderId, paymentId, extensionId, reason: 'no money' }));
    expect(await settled(orderId)).toMatchObject({
      ...{ state: 'confirmed', total: 12_000, changes: [{ state: 'refused', refusal: 'payment-declined' }] },
    });
    expect(await shop.asked('StockReleaseRequested', { orderId } as object)).toMatchObject({ placeId: 'opo' });
  });

  it('of an order that no place was chosen for comes about at once', async () => {
    const orderId = await placed('early');
    const answer = await change(orderId, { add: [{ ...LAMP, unitPrice: 2_000 }], remove: ['2'] }, 'early');
    expect([answer.status, answer.body]).toMatchObject([200, { total: 14_000, cancelled: 3_000, open: 11_000 }]);
    const request = await shop.asked('OrderRoutingRequested', { orderId, attempt: 2 } as object);
    expect(request).toMatchObject({ lines: [{ lineId: '1' }, { lineId: '3' }] });
  });

  it('asks the catalog about SKUs and prices that nobody has told of', async () => {
    const orderId = await placed('asks');
    const add = (line: object, key: string) => change(orderId, { add: [line] }, key);
    expect((await add({ sku: 'NOBODY', quantity: 1 }, 'a')).body).toMatchObject({
      ...{ status: 422, code: 'order.unknown-sku', errors: [{ field: 'add[0].sku' }] },
    });
    expect((await add({ sku: 'VASE', quantity: 1 }, 'b')).body).toMatchObject({ code: 'order.price-unknown' });
    expect((await add({ sku: 'VASE', quantity: 1, unitPrice: 100 }, 'c')).body).toMatchObject({ total: 12_100 });
    expect((await add({ sku: 'LAMP', quantity: 0 }, 'd')).body).toMatchObject({
      ...{ status: 400, errors: [{ field: 'add[0].quantity' }] },
    });
    const stale = await change(orderId, { add: [LAMP] }, 'e').set('if-match', '"99"');
    expect(stale.status).toBe(412);
    expect((await change('ord_nobody', { add: [LAMP] }, 'f')).status).toBe(404);
  });
});

describe('a bundle', () => {
  const ordered = (sku: string, unitPrice: number) =>
    aBody({
      sourceOrderId: `bundle-${sku}`,
      lines: [{ lineId: '1', sku, quantity: 2, unitPrice, title: 'A set' }],
      ...{ charges: [], tenders: [{ method: 'card', amount: 2 * unitPrice }] },
    });

  it('is taken apart when it is ordered: shown, changed and cancelled by bundle, set aside by component', async () => {
    await shop.adds('SET');
    await shop.bundles('SET', [
      { sku: 'SHIRT', quantity: 2 },
      { sku: 'LAMP', quantity: 1 },
    ]);
    await shop.reader.waitFor('SkuBundleLearned');
    const placing = await orders.post('/v1/orders', ordered('SET', 5_001), 'set');
    const { orderId } = placing.body as OrderAnswer;
    expect(placing.body).toMatchObject({
      ...{ linesTotal: 10_002, bundles: [{ lineId: '1', sku: 'SET', quantity: 2, unitPrice: 5_001, whole: 2 }] },
      lines: [
        { lineId: '1.1', sku: 'SHIRT', quantity: 4, unitPrice: 1_667, bundle: { lineId: '1', pieces: 2 } },
        { lineId: '1.2', sku: 'LAMP', quantity: 2, unitPrice: 1_667 },
      ],
    });
    const preview = await change(
      orderId,
      { add: [{ sku: 'SET', quantity: 1, unitPrice: 90 }] },
      'more',
      '?dryRun=true',
    );
    expect(preview.body).toMatchObject({ addedAmount: 90, added: [{ sku: 'SHIRT', quantity: 2 }, { sku: 'LAMP' }] });
    const cancel = (lineId: string) =>
      orders.post(
        `/v1/orders/${orderId}/cancel`,
        { reason: 'one is enough', lines: [{ lineId, quantity: 1 }] },
        lineId,
      );
    expect((await cancel('1.1')).body).toMatchObject({
      ...{ status: 422, code: 'order.lines-invalid', errors: [{ field: 'lines[0].lineId', rule: 'bundle' }] },
    });
    expect((await cancel('1')).body).toMatchObject({ cancelled: 5_001, bundles: [{ quantity: 2, whole: 1 }] });
    await shop.routes(orderId);
    expect((await shop.asked<StockReservationRequested>('StockReservationRequested', { orderId })).lines).toEqual([
      { sku: 'SHIRT', quantity: 2 },
      { sku: 'LAMP', quantity: 1 },
    ]);
  });

  it('that only the catalog has told of is taken apart as well, in an order and in a change', async () => {
    const placing = await orders.post('/v1/orders', ordered('BOX', 1_000), 'box');
    expect(placing.body).toMatchObject({ lines: [{ sku: 'SHIRT', quantity: 2 }, { sku: 'VASE' }, { sku: 'VASE' }] });
    const add = [{ sku: 'BOX', quantity: 1, unitPrice: 300 }];
    const changed = await change((placing.body as OrderAnswer).orderId, { add }, 'add-box');
    expect(changed.body).toMatchObject({
      total: 2_300,
      bundles: [{ lineId: '1' }, { sku: 'BOX', quantity: 1, whole: 1 }],
    });
  });

  it('leaves nothing parked', async () => {
    const progress = () => orders.bodyOf<{ idle: boolean }>('/v1/operations/progress');
    expect(await eventually(progress, ({ idle }) => idle)).toMatchObject({ idle: true, parked: 0, deadLetters: 0 });
  });
});
