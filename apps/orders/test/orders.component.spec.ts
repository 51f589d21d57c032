import { ReservationExpiryReached, StockReleased } from '@entrepot/contracts/inventory';
import { ShipmentIntercepted, ShipmentReturned } from '@entrepot/contracts/logistics';
import type {
  OrderAnswer,
  OrderReturnRefunded,
  OrderRow,
  OrderTotals,
  PaymentRequested,
  RefundRequested,
  StockFulfilmentRequested,
  StockKeepRequested,
  StockReleaseRequested,
  StockReservationRequested,
  StockRestockRequested,
  StoryEntry,
} from '@entrepot/contracts/orders';
import { PaymentDeclined, PaymentRefunded, PaymentReleased } from '@entrepot/contracts/payments';
import { ReturnInspected } from '@entrepot/contracts/returns';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { aBody } from './builders';
import { CatalogDouble, MERCHANT, OTHER_MERCHANT, RunningOrders } from './running-orders';
import { orderIdOf, reaches, Shop } from './shop';

jest.setTimeout(60_000);

const prefix = uniqueName('orders');
const shop = new Shop(prefix);
let catalog: CatalogDouble;
let orders: RunningOrders;

interface Listed<T> {
  readonly items: T[];
  readonly next?: string;
}

beforeAll(async () => {
  catalog = await CatalogDouble.listen();
  orders = await RunningOrders.launch(prefix, catalog.url);
  await shop.open();
  await Promise.all([shop.adds('SHIRT', 5_000), shop.adds('MUG')]);
  await shop.reader.waitFor('SkuLearned', {}, 2);
  await shop.reader.waitFor('SkuPriceLearned');
});

afterAll(async () => {
  await shop.close();
  await orders.stop();
  await catalog.close();
  await cleanUp(prefix, testBackend());
});

async function placed(sourceOrderId: string, change: Parameters<typeof aBody>[0] = {}): Promise<string> {
  const answer = await orders.post('/v1/orders', aBody({ sourceOrderId, ...change }), `key-${sourceOrderId}`);
  expect([answer.status, answer.body]).toMatchObject([201, { state: 'placed' }]);
  return (answer.body as OrderAnswer).orderId;
}

async function confirmed(sourceOrderId: string): Promise<string> {
  const orderId = await placed(sourceOrderId);
  await shop.confirms(orderId);
  return orderId;
}

const cancel = (orderId: string, body: object = { reason: 'changed their mind' }, key = `cancel-${orderId}`) =>
  orders.post(`/v1/orders/${orderId}/cancel`, body, key);

const order = (orderId: string) => orders.bodyOf<OrderAnswer>(`/v1/orders/${orderId}`);

describe('an order', () => {
  it('is driven from its placing to its delivery, and asks everybody once', async () => {
    const orderId = await placed('happy', { occurredAt: '2018-03-01T10:00:00-03:00' });
    expect(orderId).toBe(orderIdOf('happy'));
    expect(await order(orderId)).toMatchObject({
      priceDeviations: [{ lineId: '1', ordered: 4_000, catalog: 5_000 }],
      ...{ total: 12_000, open: 12_000, openReason: 'awaiting-stock', occurredAt: '2018-03-01T13:00:00.000Z' },
    });
    await shop.confirms(orderId);
    expect(await reaches(orders, orderId, 'confirmed')).toMatchObject({ openReason: 'not-handed-over' });
    await shop.picksUp(orderId);
    const fulfilment = await shop.asked<StockFulfilmentRequested>('StockFulfilmentRequested', { orderId });
    expect(fulfilment).toMatchObject({
      placeId: 'gru',
      lines: [
        { sku: 'SHIRT', quantity: 2 },
        { sku: 'MUG', quantity: 1 },
      ],
    });
    await shop.captures(orderId);
    await shop.delivers(orderId);
    const delivered = await reaches(orders, orderId, 'delivered');
    expect(delivered).toMatchObject({ captured: 12_000, refunded: 0, open: 0, shipments: [{ state: 'delivered' }] });
    for (const type of [
      'StockReservationRequested',
      'PaymentRequested',
      'ShipmentRequested',
      'PaymentCaptureRequested',
    ]) {
      expect([type, await shop.reader.waitFor(type, { orderId } as object)]).toEqual([type, [expect.anything()]]);
    }
    const [request] = shop.reader.of<StockReservationRequested>('StockReservationRequested', { orderId });
    expect(request?.key).toBe(`${MERCHANT}/gru`);
  });

  it('tells its story: who did what, why, in order', async () => {
    const orderId = orderIdOf('happy');
    const read = () => orders.bodyOf<Listed<StoryEntry>>(`/v1/orders/${orderId}/story?limit=200`);
    const { items } = await eventually(read, (page) => page.items.length >= 19);
    const events = items.map(({ event }) => event);
    expect(events.slice(0, 7)).toEqual([
      ...['OrderPlaced', 'OrderRoutingRequested', 'RoutePlanned', 'StockReservationRequested', 'StockReserved'],
      ...['OrderReserved', 'PaymentRequested'],
    ]);
    expect(events.at(-1)).toBe('OrderDelivered');
    const by = (event: string) => items.find((entry) => entry.event === event);
    expect(by('OrderPlaced')).toMatchObject({ service: 'orders', cause: 'http:POST /v1/orders' });
    expect(by('OrderReserved')?.cause).toBe(by('StockReserved')?.id);
    expect(by('StockReserved')).toMatchObject({ service: 'inventory', summary: 'gru set aside 2 x SHIRT, 1 x MUG' });
    expect(by('PaymentCaptureRequested')?.summary).toBe('120.00 EUR is to be captured');
    const first = await orders.bodyOf<Listed<StoryEntry>>(`/v1/orders/${orderId}/story?limit=3`);
    const second = await orders.bodyOf<Listed<StoryEntry>>(`/v1/orders/${orderId}/story?limit=3&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(items.slice(0, 6).map(({ id }) => id));
    expect((await orders.get('/v1/orders/nobody/story')).status).toBe(404);
  });

  it('comes back: the customer gets the worth of what was returned', async () => {
    const orderId = orderIdOf('happy');
    const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 1, disposition: 'restock' as const }];
    await shop.returns.publish(
      shop.stream('return', 'ret-1'),
      new ReturnInspected({ orderId, returnId: 'ret-1', lines }),
    );
    const refund = await shop.asked<RefundRequested>('RefundRequested', { orderId });
    expect(refund).toMatchObject({ amount: 4_000, returnId: 'ret-1' });
    const { paymentId, refundId, amount } = refund;
    await shop.pays(paymentId, new PaymentRefunded({ orderId, paymentId, refundId, amount }));
    const answer = await shop.asked<OrderReturnRefunded>('OrderReturnRefunded', { orderId });
    expect(answer).toMatchObject({ returnId: 'ret-1', amount: 4_000 });
    expect(await order(orderId)).toMatchObject({ cancelled: 4_000, captured: 12_000, refunded: 4_000, open: 0 });
  });

  it('ends when its payment is declined, and gives its stock back', async () => {
    const orderId = await placed('declined');
    await shop.routes(orderId);
    await shop.reserves(orderId);
    const { paymentId } = await shop.asked<PaymentRequested>('PaymentRequested', { orderId });
    await shop.pays(paymentId, new PaymentDeclined({ orderId, paymentId, reason: 'no money' }));
    expect(await reaches(orders, orderId, 'cancelled')).toMatchObject({ cancelReason: 'payment-declined', open: 0 });
    expect(await shop.asked<StockReleaseRequested>('StockReleaseRequested', { orderId })).toMatchObject({
      placeId: 'gru',
    });
  });
});

describe('a change of the address', () => {
  const move = (orderId: string, shipTo: object, key: string) =>
    orders.post(`/v1/orders/${orderId}/change-address`, { shipTo, reason: 'moved' }, key);

  it('stops the parcel and sends it anew, once', async () => {
    const orderId = await confirmed('moving');
    const shipTo = { line1: 'Rua Nova 1', city: 'Lisboa', country: 'PT', postalCode: '1200-001' };
    const answer = await move(orderId, shipTo, 'move-1');
    expect([answer.status, answer.body]).toMatchObject([202, { shipTo, shipments: [{ toFormerAddress: true }] }]);
    expect((await move(orderId, shipTo, 'move-1')).headers['idempotent-replayed']).toBe('true');
    expect((await move(orderId, { city: 'Vigo' }, 'move-2')).body).toMatchObject({
      errors: [{ field: 'shipTo.country' }],
    });
    await shop.voids(orderId);
    const [, anew] = await shop.reader.waitFor('ShipmentRequested', { orderId } as object, 2);
    const { line1: _sealed, ...plain } = shipTo;
    expect(anew?.event).toMatchObject({ shipTo: plain });
    expect(await shop.reader.waitFor('ShipmentVoidRequested', { orderId } as object, 1)).toHaveLength(1);
  });

  it('is refused when the carrier has it', async () => {
    const orderId = await confirmed('moved-too-late');
    await shop.picksUp(orderId);
    await reaches(orders, orderId, 'shipping');
    const answer = await move(orderId, { city: 'Vigo', country: 'ES' }, 'late');
    expect(answer.body).toMatchObject({ status: 409, code: 'order.picked-up' });
  });
});

describe('a cancellation', () => {
  it('before anything was sent is done at once, and everything is given back', async () => {
    const orderId = await placed('early');
    await shop.routes(orderId);
    await shop.reserves(orderId);
    const { paymentId } = await shop.asked<PaymentRequested>('PaymentRequested', { orderId });
    const answer = await cancel(orderId);
    expect([answer.status, answer.body]).toMatchObject([200, { state: 'cancelled', cancelled: 12_000, open: 0 }]);
    const again = await cancel(orderId);
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toMatchObject([200, 'true', answer.body]);
    expect((await cancel(orderId, { reason: 'once more' }, 'another')).body).toMatchObject({
      status: 409,
      code: 'order.already-cancelled',
    });
    const release = await shop.asked<StockReleaseRequested>('StockReleaseRequested', { orderId });
    await shop.asked('PaymentReleaseRequested', { orderId } as object);
    await shop.pays(paymentId, new PaymentReleased({ orderId, paymentId, voided: 12_000, refunded: 0 }));
    const { reservationId, placeId } = release;
    const lines = [{ sku: 'SHIRT', quantity: 2 }];
    const released = new StockReleased({ orderId, reservationId, placeId, lines, remaining: [] });
    await shop.inventory.publish(shop.stream('reservation', reservationId), released);
    await shop.asked('OrderReservationUpdated', { orderId, outcome: 'released' } as object);
  });

  it('of pieces voids the parcel and sends the rest anew', async () => {
    const orderId = await confirmed('pieces');
    const answer = await cancel(orderId, { reason: 'one less', lines: [{ lineId: '1', quantity: 1 }] });
    expect([answer.status, answer.body]).toMatchObject([202, { state: 'cancelling' }]);
    await shop.asked('ShipmentVoidRequested', { orderId } as object);
    await shop.voids(orderId);
    expect(await reaches(orders, orderId, 'confirmed')).toMatchObject({ cancelled: 4_000, open: 8_000 });
    const release = await shop.asked<StockReleaseRequested>('StockReleaseRequested', { orderId });
    expect(release.lines).toEqual([{ sku: 'SHIRT', quantity: 1 }]);
    const [, anew] = await shop.reader.waitFor('ShipmentRequested', { orderId } as object, 2);
    expect(anew?.event).toMatchObject({
      lines: [
        { lineId: '1', quantity: 1 },
        { lineId: '2', quantity: 1 },
      ],
    });
  });

  it('after the pick-up calls the parcel back, then restocks and refunds', async () => {
    const orderId = await confirmed('late');
    await shop.picksUp(orderId);
    await shop.captures(orderId);
    await reaches(orders, orderId, 'shipping');
    expect((await cancel(orderId)).status).toBe(202);
    const { shipmentId, placeId, lines } = await shop.shipmentOf(orderId);
    await shop.asked('ShipmentInterceptionRequested', { orderId } as object);
    await shop.ships(shipmentId, new ShipmentIntercepted({ orderId, shipmentId }));
    await shop.ships(shipmentId, new ShipmentReturned({ orderId, shipmentId, placeId, lines }));
    expect(await reaches(orders, orderId, 'cancelled')).toMatchObject({
      cancelled: 12_000,
      openReason: 'refund-pending',
    });
    const restock = await shop.asked<StockRestockRequested>('StockRestockRequested', { orderId });
    expect(restock).toMatchObject({ placeId: 'gru', cause: 'interception' });
    const refund = await shop.asked<RefundRequested>('RefundRequested', { orderId });
    const { paymentId, refundId, amount } = refund;
    await shop.pays(paymentId, new PaymentRefunded({ orderId, paymentId, refundId, amount }));
    const settled = await eventually(
      () => order(orderId),
      ({ refunded }) => refunded > 0,
    );
    expect(settled).toMatchObject({ captured: 12_000, refunded: 12_000, open: 0 });
  });

  it('after the delivery is refused: that is a return', async () => {
    const answer = await cancel(orderIdOf('happy'), { reason: 'too late' }, 'late');
    expect(answer.body).toMatchObject({ status: 409, code: 'order.delivered' });
  });
});

describe('a hold', () => {
  it('takes facts in and asks for nothing until the release', async () => {
    const orderId = await placed('hold');
    const held = await orders.post(`/v1/orders/${orderId}/hold`, { reason: 'odd address' });
    expect([held.status, held.body]).toMatchObject([
      200,
      { state: 'held', hold: { manual: true, note: 'odd address' } },
    ]);
    await shop.routes(orderId);
    await shop.asked('OrderFactNoted', { orderId } as object);
    expect(shop.reader.of('StockReservationRequested', { orderId } as object)).toEqual([]);
    const released = await orders.post(`/v1/orders/${orderId}/release`, {});
    expect([released.status, released.body]).toMatchObject([200, { state: 'placed' }]);
    await shop.routes(orderId, 'gru', 2);
    await shop.asked('StockReservationRequested', { orderId } as object);
    const refused = await orders.post(`/v1/orders/${orderId}/release`, {});
    expect(refused.body).toMatchObject({ status: 409, code: 'order.not-held' });
  });

  it('is answered when a place asks whether the goods are still wanted', async () => {
    const orderId = orderIdOf('hold');
    await shop.reserves(orderId);
    const { reservationId, placeId } = await shop.asked<StockReservationRequested>('StockReservationRequested', {
      orderId,
    });
    const expiresAt = '2026-01-01T00:00:00Z';
    const question = new ReservationExpiryReached({ orderId, reservationId, placeId, expiresAt });
    await shop.inventory.publish(shop.stream('reservation', reservationId), question);
    expect(await shop.asked<StockKeepRequested>('StockKeepRequested', { orderId })).toMatchObject({ reservationId });
  });
});

describe('lists', () => {
  it('are filtered by state, source, name, age and date', async () => {
    const list = (query: string) => orders.bodyOf<Listed<OrderRow>>(`/v1/orders?${query}`);
    const names = async (query: string) => (await list(query)).items.map(({ sourceOrderId }) => sourceOrderId).sort();
    const isCurrent = (found: string[]) => found.join() === 'declined,early,late';
    expect(await eventually(() => names('state=cancelled'), isCurrent)).toEqual(['declined', 'early', 'late']);
    expect(await names('sourceOrderId=happy')).toEqual(['happy']);
    expect(await names('source=elsewhere')).toEqual([]);
    expect(await names('placedTo=2018-12-31T00:00:00Z')).toEqual(['happy']);
    expect(await names('placedFrom=2018-03-01T13:00:00Z&placedTo=2018-03-01T13:00:01Z')).toEqual(['happy']);
    expect(await names('state=cancelled&olderThan=2020-01-01T00:00:00Z')).toEqual([]);
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.next}`);
    expect(new Set([...first.items, ...second.items].map(({ orderId }) => orderId)).size).toBe(4);
    expect((await orders.get('/v1/orders?state=lost')).status).toBe(400);
  });

  it('add up', async () => {
    const read = () => orders.bodyOf<OrderTotals>('/v1/order-totals');
    const isSettled = ({ currencies: [sum] }: OrderTotals) =>
      sum?.orders === 8 && sum.captured === 24_000 && sum.refunded === 16_000;
    const { currencies, byStatus } = await eventually(read, isSettled);
    const [sum] = currencies;
    if (sum === undefined) throw new Error('no totals');
    expect(sum).toMatchObject({ currency: 'EUR', orders: 8, ordered: 96_000, captured: 24_000, refunded: 16_000 });
    expect(sum.lines + sum.freight + sum.surcharges - sum.discounts - sum.cancelled).toBe(
      sum.captured - sum.refunded + sum.open,
    );
    expect(sum.openByReason.reduce((all, { amount }) => all + amount, 0)).toBe(sum.open);
    expect(byStatus.reduce((all, entry) => all + entry.orders, 0)).toBe(8);
  });

  it('show a merchant nothing of another', async () => {
    const orderId = orderIdOf('happy');
    for (const path of [`/v1/orders/${orderId}`, `/v1/orders/${orderId}/story`]) {
      expect((await orders.get(path, OTHER_MERCHANT)).status).toBe(404);
    }
    expect(await orders.bodyOf('/v1/orders', OTHER_MERCHANT)).toEqual({ items: [] });
    expect(await orders.bodyOf('/v1/order-totals', OTHER_MERCHANT)).toEqual({ currencies: [], byStatus: [] });
    const other = await orders.post(`/v1/orders/${orderId}/cancel`, { reason: 'not mine' }, 'x', OTHER_MERCHANT);
    expect(other.status).toBe(404);
  });

  it('have nothing parked and no dead letters', async () => {
    const progress = () => orders.bodyOf<{ idle: boolean }>('/v1/operations/progress');
    expect(await eventually(progress, ({ idle }) => idle)).toMatchObject({ idle: true, parked: 0, deadLetters: 0 });
  });
});
