import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash } from '@entrepot/kernel';
import { freePort, silent } from '@entrepot/testing';
import { startMongod } from '../libs/testing/src/embedded/mongod';
import type { EmbeddedServer } from '../libs/testing/src/embedded/kafka';
import { IntakePublisher } from '../tools/replay/intake';
import { Journey } from './support/journey';
import { anOrder, aSku, orderIdOf, thePlaces } from './support/merchant';
import { Return } from './support/sent-back';
import { tracesInDatabases, tracesInFiles, tracesInTopics, writtenToFiles, type Traces } from './support/traces';
import { succeeded, World, type Row } from './support/world';

jest.setTimeout(240_000);

const INTAKE = 'orders.intake.v1';

/** A person with texts that occur nowhere else. */
const personOf = (mark: string) => ({
  customer: {
    customerId: `cust-${mark}`,
    name: `Name${mark}`,
    email: `mail${mark}@example.com`,
    phone: '+49 40 555 0100',
  },
  shipTo: { name: `Receiver${mark}`, line1: `Street${mark} 1`, line2: `Door${mark}` },
  notes: `Note${mark}`,
});
const FIELDS = ['cust-', 'Name', 'mail', 'Receiver', 'Street', 'Door', 'Note', 'Remark', 'Reason'];
const OF_RETURNS = ['Asking', 'Refusal', 'Caption', 'Report', 'Rejection'];
const textsOf = (mark: string): string[] => [...FIELDS, ...OF_RETURNS].map((field) => `${field}${mark}`);

const ANA = 'Qxanaqx';
const BIA = 'Qxbiaqx';
/** Not marked as personal: has to be found everywhere, or the search would find nothing anywhere. */
const CITY = 'Qxcontrolcityqx';

describe('personal data', () => {
  let folder: string;
  let mongod: EmbeddedServer;
  let world: World;
  let intake: IntakePublisher;
  let sku: string;
  const orders = new Map<string, Journey>();
  const returns: Return[] = [];
  const hashes: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'entrepot-erasure-'));
    mongod = await startMongod({
      port: await freePort(),
      folder: join(folder, 'mongod'),
      say: silent,
      uncompressed: true,
    });
    world = await World.start({ backends: { mongoUri: mongod.address } });
    const topic = (name: string) => `${world.topicPrefix}-${name}`;
    intake = new IntakePublisher({
      brokers: world.system.brokers.split(','),
      topic,
      merchantId: world.system.merchantId,
    });
    await intake.start();
    await thePlaces(world);
    sku = await aSku(world, { north: 50 });
  });

  afterAll(async () => {
    await intake.stop();
    await world.stop();
    await mongod.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function orderOf(mark: string, more: Row = {}): Row & { sourceOrderId: string } {
    const order = anOrder({ lines: [{ sku, quantity: 1 }] });
    const { customer, shipTo, notes } = personOf(mark);
    return { ...order, customer, notes, shipTo: { ...(order['shipTo'] as Row), ...shipTo, city: CITY }, ...more };
  }

  async function post(name: string, body: Row & { sourceOrderId: string }): Promise<void> {
    succeeded(await world.api('orders').post('/v1/orders', body, { idempotencyKey: body.sourceOrderId }));
    hashes.push(contentHash(body), contentHash({ path: {}, body }));
    orders.set(name, new Journey(world, orderIdOf(world, body)));
  }

  /** Of the database, of Kafka and of the services. */
  const filesWith = async (texts: readonly string[]): Promise<Traces> => {
    await writtenToFiles(mongod.address);
    const [data, rest] = [tracesInFiles(folder, texts), tracesInFiles(world.folder, texts)];
    return new Map(texts.map((text) => [text, [...data.get(text)!, ...rest.get(text)!]]));
  };

  const elsewhere = (traces: Traces) =>
    [...traces]
      .filter(([, places]) => places.some((place) => !place.includes(INTAKE)))
      .map(([text, places]) => [text, [...new Set(places)]]);

  it('goes to its end with orders over both doors, to the carrier too, and back to whoever may see it', async () => {
    await post('ana over http', orderOf(ANA));
    await post('ana cancelled', orderOf(ANA));
    await post('bia over http', orderOf(BIA));
    const sent = orderOf(ANA);
    await intake.publish(sent.sourceOrderId, sent);
    orders.set('ana over intake', new Journey(world, orderIdOf(world, sent)));
    const noted = orders.get('ana over http')!;
    const note = { text: `Remark${ANA}` };
    await world.until(
      'the intake order',
      () =>
        world
          .api('orders')
          .get(`/v1/orders/${orderIdOf(world, sent)}`)
          .catch(() => undefined),
      Boolean,
    );
    succeeded(await world.api('orders').post(`/v1/orders/${noted.orderId}/notes`, note, { idempotencyKey: 'note' }));
    await orders.get('ana cancelled')!.cancel({ reason: `Reason${ANA}` });
    await orders.get('ana cancelled')!.reaches('cancelled');
    for (const name of ['ana over http', 'ana over intake', 'bia over http']) await orders.get(name)!.labelled();
    const { customer, shipTo, notes } = personOf(ANA);
    const order = await noted.order();
    expect(order).toMatchObject({ customer, shipTo, notes, noteEntries: [note] });
    expect(order).not.toHaveProperty('erased');
    const [shipment] = await orders.get('ana over intake')!.labelled();
    expect(shipment).toMatchObject({ address: shipTo });
  });

  it('comes back with what is typed about returns', async () => {
    const lines = [{ lineId: '1', sku, quantity: 1 }];
    const asked = ['ana over http', 'ana over intake'].map(async (name) => {
      await orders.get(name)!.carry('DELIVERED');
      await orders.get(name)!.reaches('delivered');
      return Return.asked(orders.get(name)!, lines, undefined, { note: `Asking${ANA}` });
    });
    returns.push(...(await Promise.all(asked)));
    const [inspected, rejected] = returns;
    await rejected!.rejected(`Rejection${ANA}`);
    const photos = [{ url: 'https://photos.example/1.jpg', caption: `Caption${ANA}` }];
    const finding = { lineId: '1', quantity: 1, disposition: 'send-back', refusal: `Refusal${ANA}`, photos };
    await inspected!.inspected([finding], { note: `Report${ANA}` });
    await expect(inspected!.show()).resolves.toMatchObject({ inspected: [finding], note: `Report${ANA}` });
    await expect(rejected!.show()).resolves.toMatchObject({ rejection: `Rejection${ANA}` });
    const story = await rejected!.journey.tells('ReturnRejected');
    expect(story.map(({ summary }) => summary)).toContain('The return is rejected: by hand');
  });

  it('comes in with messages that cannot be taken on, too', async () => {
    await intake.publish('poison', { ...orderOf(ANA), currency: 'no currency' });
    // More than can be published: a dead letter.
    const lines = Array.from({ length: 500 }, (_, index) => ({
      lineId: `l${index}`,
      sku,
      quantity: 1,
      unitPrice: 0,
      title: '\u{1f600}'.repeat(300),
    }));
    const order = { ...orderOf(ANA), lines, tenders: [], sourceOrderId: 'too-large' };
    await intake.publish('too-large', order);
    const letters = () => world.api('orders').get<{ items: Row[] }>('/v1/operations/dead-letters');
    const { items } = await world.until('the dead letter', letters, (page) => page.items.length > 0);
    const path = `/v1/operations/dead-letters/${encodeURIComponent(String(items[0]!['id']))}`;
    expect(JSON.stringify(await world.api('orders').get<Row>(path))).not.toContain(ANA);
    const letter = succeeded(await world.api('orders').post(`${path}/open`, { reason: 'a look' }));
    expect(JSON.stringify(letter)).toContain(`Name${ANA}`);
    const rejections = () => world.api('orders').get<{ items: Row[] }>('/v1/intake-rejections');
    await world.until('the rejection', rejections, (page) => page.items.length > 0);
    await world.quiet();
  });

  it('is in no database, file, topic or log in plain, but on the topic to which others send it', async () => {
    const texts = [...textsOf(ANA), ...textsOf(BIA), ...hashes];
    expect(elsewhere(await tracesInDatabases(mongod.address, texts))).toEqual([]);
    const topics = await tracesInTopics(world.system.brokers, texts);
    expect(elsewhere(topics)).toEqual([]);
    expect(topics.get(`Name${ANA}`)).not.toEqual([]);
    expect(elsewhere(await filesWith(texts))).toEqual([]);
  });

  it('would be found: what is not personal is in all of them', async () => {
    expect((await tracesInDatabases(mongod.address, [CITY])).get(CITY)).toContain('local.oplog.rs');
    const files = (await filesWith([CITY])).get(CITY)!;
    for (const place of ['journal', 'collection-', `orders.order.v1`]) {
      expect(files.filter((name) => name.includes(place))).not.toEqual([]);
    }
    expect((await tracesInTopics(world.system.brokers, [CITY])).get(CITY)).not.toEqual([]);
  });

  it('can be read by nobody once the person is erased, while everybody else stays', async () => {
    const asked = await world
      .api('orders')
      .post('/v1/erasures', { customerId: `cust-${ANA}` }, { idempotencyKey: 'erase' });
    const erasureId = String(succeeded(asked)['erasureId']);
    const erasure = await world.until(
      'the erasure',
      () => world.api('orders').get<Row>(`/v1/erasures/${erasureId}`),
      ({ state }) => state === 'erased',
    );
    expect(erasure).toMatchObject({ intake: 'deleted' });
    await new Promise((resolve) => setTimeout(resolve, 2_000)); // as long as a process may still know the key

    for (const name of ['ana over http', 'ana cancelled', 'ana over intake']) {
      const order = await orders.get(name)!.order();
      expect(order).toMatchObject({ erased: true, customer: {}, shipTo: { city: CITY } });
      expect(JSON.stringify([order, await orders.get(name)!.shipments()])).not.toContain(ANA);
    }
    for (const back of returns) {
      const shown = await back.show();
      expect([shown['erased'], JSON.stringify(shown).includes(ANA)]).toEqual([true, false]);
    }
    await expect(orders.get('bia over http')!.order()).resolves.toMatchObject(personOf(BIA));
    const { items } = await world.api('orders').get<{ items: Row[] }>('/v1/operations/dead-letters');
    const path = `/v1/operations/dead-letters/${encodeURIComponent(String(items[0]!['id']))}`;
    const letter = succeeded(await world.api('orders').post(`${path}/open`, { reason: 'is it gone' }));
    expect(JSON.stringify(letter)).not.toContain(ANA);
    const topics = await tracesInTopics(world.system.brokers, textsOf(ANA));
    expect([...topics].filter(([, places]) => places.length > 0)).toEqual([]);
    expect(elsewhere(await tracesInDatabases(mongod.address, textsOf(ANA)))).toEqual([]);
    expect(elsewhere(await filesWith(textsOf(ANA)))).toEqual([]);
  });

  it('is not taken on again for who was erased', async () => {
    const body = orderOf(ANA);
    const again = await world.api('orders').post('/v1/orders', body, { idempotencyKey: 'again' });
    expect([again.status, again.body['code']]).toEqual([409, 'order.person-erased']);
  });
});
