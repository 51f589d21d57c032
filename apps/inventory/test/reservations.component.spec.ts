import {
  ReservationExpiryReached,
  type StockPosted,
  type StockReleased,
  type StockReservationRefused,
  type StockReserved,
  type StockRestocked,
} from '@entrepot/contracts/inventory';
import {
  StockFulfilmentRequested,
  StockKeepRequested,
  StockReleaseRequested,
  StockReservationRequested,
  StockRestockRequested,
} from '@entrepot/contracts/orders';
import { ReturnRestockRequested } from '@entrepot/contracts/returns';
import { cleanUp, eventually, Neighbour, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { pieces } from './shop';
import { MERCHANT, RunningInventory } from './running-inventory';

jest.setTimeout(60_000);

const prefix = uniqueName('inventory');
const orders = new Neighbour('orders', testBackend(), prefix);
const returns = new Neighbour('returns', testBackend(), prefix);
const reader = new TopicReader(testBackend(), prefix);
let inventory: RunningInventory;
let receipts = 0;

const order = (key: string) => ({ merchantId: MERCHANT, kind: 'order', key });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const idsOf = (n: string) => ({ orderId: `ord-${n}`, reservationId: `rsv-${n}`, placeId: 'gru' });

function wish(n: string, counts: Record<string, number>, seconds = 600): StockReservationRequested {
  return new StockReservationRequested({ ...idsOf(n), lines: pieces(counts), expiresAt: inSeconds(seconds) });
}

async function receive(counts: Record<string, number>): Promise<void> {
  const receiptId = `r-${(receipts += 1)}`;
  const answer = await inventory.post('/v1/receipts', { receiptId, placeId: 'gru', lines: pieces(counts) });
  expect(answer.status).toBe(201);
}

const stock = (sku: string) => inventory.bodyOf<StockPosted>(`/v1/places/gru/stock/${sku}`);
const reservation = (n: string) => inventory.bodyOf<{ state?: string; lines: object[] }>(`/v1/reservations/rsv-${n}`);
const inState = (n: string, state: string) =>
  eventually(
    () => reservation(n),
    (found) => found.state === state,
  );

async function nothingWentWrong(): Promise<void> {
  const progress = () => inventory.bodyOf<{ idle: boolean }>('/v1/operations/progress');
  expect(await eventually(progress, ({ idle }) => idle)).toMatchObject({ idle: true, parked: 0, deadLetters: 0 });
}

beforeAll(async () => {
  inventory = await RunningInventory.launch(prefix);
  await Promise.all([orders.connect(), returns.connect()]);
  await reader.read('inventory.reservation.v1', 'inventory.stock.v1', 'inventory.restock.v1');
  await inventory.put('/v1/places/gru', { name: 'Guarulhos' });
});

afterAll(async () => {
  await Promise.all([orders.close(), returns.close(), reader.close()]);
  await inventory.stop();
  await cleanUp(prefix, testBackend());
});

describe('a reservation', () => {
  it('is granted as a whole, and told to the world', async () => {
    await receive({ A: 5, B: 1 });
    await orders.publish(order('1'), wish('1', { A: 2, B: 1 }));
    const [granted] = await reader.waitFor<StockReserved>('StockReserved', { orderId: 'ord-1' });
    expect(granted).toMatchObject({
      event: { reservationId: 'rsv-1', placeId: 'gru', lines: pieces({ A: 2, B: 1 }) },
      key: 'acme/ord-1',
      meta: { merchantId: MERCHANT, service: 'inventory', version: 1 },
    });
    const [posted] = await reader.waitFor<StockPosted>('StockPosted', { sku: 'A', causeType: 'reservation' });
    expect(posted).toMatchObject({
      event: { causeId: 'rsv-1', onHandDelta: 0, reservedDelta: 2, onHand: 5, reserved: 2 },
      key: 'acme/stock/A%40gru',
    });
    expect(await reservation('1')).toMatchObject({ state: 'held', lines: [{ sku: 'A', quantity: 2 }, { sku: 'B' }] });
  });

  it('is refused as a whole, with every shortage', async () => {
    await orders.publish(order('2'), wish('2', { A: 4, B: 1, X: 1 }));
    const [refused] = await reader.waitFor<StockReservationRefused>('StockReservationRefused', { orderId: 'ord-2' });
    expect(refused?.event.shortages).toEqual([
      { sku: 'A', wanted: 4, available: 3 },
      { sku: 'B', wanted: 1, available: 0 },
      { sku: 'X', wanted: 1, available: 0 },
    ]);
    expect(await stock('A')).toMatchObject({ onHand: 5, reserved: 2 });
    expect(await reservation('2')).toMatchObject({ state: 'refused', lines: [], shortages: [{}, {}, {}] });
  });

  it('is decided once, however often the request arrives', async () => {
    const sent = await orders.publish(order('3'), wish('3', { A: 1 }));
    await inState('3', 'held');
    await orders.send(sent);
    await orders.send([...sent, ...sent]);
    const [again] = await orders.publish(order('3'), wish('3', { A: 1 }), new StockReleaseRequested(idsOf('3')));
    await inState('3', 'done');
    await orders.send([again!, ...sent]);
    await nothingWentWrong();
    expect(await stock('A')).toMatchObject({ onHand: 5, reserved: 2 });
    expect(reader.of<StockReserved>('StockReserved', { orderId: 'ord-3' })).toHaveLength(1);
  });

  it('is released in part, shipped in part, and done when nothing is left', async () => {
    await receive({ D: 10 });
    await orders.publish(
      order('4'),
      wish('4', { D: 6 }),
      new StockReleaseRequested({ ...idsOf('4'), lines: pieces({ D: 1 }) }),
      new StockFulfilmentRequested({ ...idsOf('4'), shipmentId: 'shp-1', lines: pieces({ D: 2 }) }),
    );
    const level = await eventually(
      () => stock('D'),
      ({ onHand }) => onHand === 8,
    );
    expect(level).toMatchObject({ onHand: 8, reserved: 3 });
    expect(await reservation('4')).toMatchObject({ state: 'held', lines: [{ quantity: 6, released: 1, shipped: 2 }] });
    await orders.publish(order('4'), new StockReleaseRequested(idsOf('4')));
    expect(await inState('4', 'done')).toMatchObject({ state: 'done' });
    const released = await reader.waitFor<StockReleased>('StockReleased', { orderId: 'ord-4' }, 2);
    expect(released.map(({ event }) => [event.lines, event.remaining])).toEqual([
      [pieces({ D: 1 }), pieces({ D: 5 })],
      [pieces({ D: 3 }), []],
    ]);
    expect(await stock('D')).toMatchObject({ onHand: 8, reserved: 0 });
  });

  it('is listed by order and state', async () => {
    type Listed = { items: { reservationId: string; state: string }[] };
    const listed = (query: string) => inventory.bodyOf<Listed>(`/v1/reservations?${query}`);
    const ofOrder = await eventually(
      () => listed('orderId=ord-4&state=done'),
      ({ items }) => items.length > 0,
    );
    expect(ofOrder.items).toMatchObject([{ reservationId: 'rsv-4', state: 'done' }]);
    const refused = await eventually(
      () => listed('state=refused'),
      ({ items }) => items.length > 0,
    );
    expect(refused.items.map(({ reservationId }) => reservationId)).toEqual(['rsv-2']);
    const soon = new Date(Date.now() + 1_000).toISOString();
    const held = await eventually(
      () => listed('state=held'),
      ({ items }) => items.length > 0,
    );
    expect((await listed(`state=held&placeId=gru&before=${soon}`)).items).toEqual(held.items);
    expect((await listed('state=held&before=2001-01-01T00:00:00Z')).items).toEqual([]);
    expect((await listed('state=held&placeId=nowhere')).items).toEqual([]);
    expect((await listed('state=held&expiresBefore=2001-01-01T00:00:00Z')).items).toEqual([]);
    const ages = (held.items as unknown as { reservedAt: string }[]).map(({ reservedAt }) => reservedAt);
    expect(ages).toEqual([...ages].sort());
    expect(await inventory.bodyOf('/v1/reservations?state=gone')).toMatchObject({ status: 400 });
    expect(await inventory.bodyOf('/v1/reservations/none')).toMatchObject({ code: 'reservation.not-found' });
    expect((await inventory.post('/v1/reservations', {})).status).toBe(405);
  });
});

describe('goods of orders', () => {
  it('come back on the shelf once, from an interception and from a return', async () => {
    const restock = { orderId: 'ord-5', restockId: 'rst-1', placeId: 'gru', lines: pieces({ E: 2 }) };
    const sent = await orders.publish(order('5'), new StockRestockRequested({ ...restock, cause: 'interception' }));
    const back = { orderId: 'ord-6', restockId: 'rst-2', returnId: 'ret-1', placeId: 'gru', lines: pieces({ E: 1 }) };
    const stream = { merchantId: MERCHANT, kind: 'return', key: 'ret-1' };
    const returned = await returns.publish(stream, new ReturnRestockRequested(back));
    const [restocked] = await reader.waitFor<StockRestocked>('StockRestocked', { orderId: 'ord-6' });
    expect(restocked?.event).toMatchObject(back);
    await orders.send(sent);
    await returns.send(returned);
    await nothingWentWrong();
    expect(await stock('E')).toMatchObject({ onHand: 3, reserved: 0 });
  });
});

describe('the end of a reservation', () => {
  const asked = (n: string, count: number) =>
    reader.waitFor<ReservationExpiryReached>('ReservationExpiryReached', { orderId: `ord-${n}` }, count);

  it('is asked about, again if nobody answers, and no more once it is kept or released', async () => {
    await receive({ F: 2 });
    await orders.publish(order('7'), wish('7', { F: 2 }, 1));
    expect(await asked('7', 2)).toHaveLength(2);
    expect(await stock('F')).toMatchObject({ onHand: 2, reserved: 2 });

    await orders.publish(order('7'), new StockKeepRequested({ ...idsOf('7'), until: inSeconds(600) }));
    await eventually(
      () => reservation('7'),
      (found) => JSON.stringify(found).includes('"expiresAt"'),
    );
    await nothingWentWrong();
    const before = reader.of('ReservationExpiryReached').length;
    await orders.publish(order('7'), new StockReleaseRequested(idsOf('7')));
    await inState('7', 'done');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(reader.of('ReservationExpiryReached')).toHaveLength(before);
    expect(await stock('F')).toMatchObject({ onHand: 2, reserved: 0 });
  });
});

describe('what breaks its contract on the topics of neighbours', () => {
  it('is put aside with its reason, and the rest goes on', async () => {
    await receive({ G: 1 });
    const [good] = await orders.publish(order('8'), wish('8', { X: 1 }));
    const { topic, message } = good!;
    const bad = (n: number, value: string) => {
      const id = `acme/order/bad-${n}/0000000001#0`;
      return { topic, message: { ...message, value, headers: { ...message.headers, ce_id: id } } };
    };
    const event = JSON.parse(String(message.value)) as Record<string, unknown>;
    await orders.send([
      bad(1, '{"type":'),
      bad(2, JSON.stringify({ ...event, lines: [{ sku: 'G', quantity: -1 }] })),
      bad(3, JSON.stringify({ ...event, reservationId: 7 })),
      bad(4, 'null'),
    ]);
    await orders.publish(order('9'), wish('9', { G: 1 }));
    await inState('9', 'held');
    const letters = await inventory.bodyOf<{ items: { code: string }[] }>('/v1/operations/dead-letters');
    expect(letters.items).toHaveLength(4);
    const same = new StockReservationRequested({ ...wish('9', { G: 1 }), orderId: 'ord-other' });
    await orders.publish(order('other'), same);
    const conflicts = await eventually(
      () => inventory.bodyOf<{ items: { code: string }[] }>('/v1/operations/dead-letters'),
      ({ items }) => items.length === 5,
    );
    expect(conflicts.items.map(({ code }) => code)).toContain('reservation.conflict');
    expect(await stock('G')).toMatchObject({ onHand: 1, reserved: 1 });
  });
});
