import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@entrepot/testing';
import { createConnection } from 'mongoose';
import { CommandLine } from './support/command-line';
import { Journey } from './support/journey';
import { anOrder, aSku, orderIdOf, place, thePlaces } from './support/merchant';
import { World } from './support/world';

jest.setTimeout(120_000);

interface Item {
  readonly service: string;
  readonly id: string;
  readonly result?: string;
  readonly code?: string;
}

describe('npx entrepot', () => {
  let world: World;
  let sku: string;
  let orderId: string;
  let entrepot: CommandLine;
  const undo: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    world = await World.shared('command-line', { throughGateway: true });
    entrepot = new CommandLine(world);
    await thePlaces(world);
    sku = await aSku(world, { north: 10 });
    orderId = await place(world, { lines: [{ sku, quantity: 1 }] });
    await new Journey(world, orderId).reaches('confirmed');
    await world.quiet();
  });

  afterAll(async () => {
    for (const step of undo) await step();
  });

  it('helps, refuses what it does not know with status 2, and says with 3 that nobody answers or knows the key', async () => {
    const [help, wrong, away, unknown, notLetIn] = await Promise.all([
      entrepot.run('--help'),
      entrepot.run('dead-letters', 'redrive'),
      new CommandLine(world, { ENTREPOT_URL: 'http://127.0.0.1:9' }).run('status'),
      new CommandLine(world, { ENTREPOT_KEY: `entrepot_${'x'.repeat(43)}` }).run('views', 'list'),
      new CommandLine(world, { ENTREPOT_KEY: `entrepot_${'x'.repeat(43)}` }).run('status'),
    ]);
    const statuses = [help, wrong, away, unknown, notLetIn].map(({ status }) => status);
    expect(statuses).toEqual([0, 2, 3, 3, 3]);
    expect(help.out).toContain('Exit status: 0 done');
    expect(wrong.err).toContain('name ids, or --all');
    expect(away.err).toContain('does not answer');
    expect(unknown.err).toContain('request.unauthenticated');
  });

  it('finds nothing wrong with a system that is well, and paints nothing into a pipe', async () => {
    const doctor = await entrepot.run('doctor');
    expect([doctor.status, doctor.err]).toEqual([0, '']);
    expect(doctor.out).toMatch(/^Entrepot \d.*MongoDB \d.*1 Kafka broker/);
    expect(doctor.out).toContain('Kafka and MongoDB have what every service needs');
    expect(doctor.out).not.toContain('\u001b');
    const status = await entrepot.json<{ services: { service: string; ready: boolean }[] }>('status');
    expect(status.services.map(({ ready }) => ready)).toEqual(Array(7).fill(true));
  });

  it('shows topics and who is behind, as the brokers have it', async () => {
    const topics = await entrepot.json<{ topic: string; messages: number; partitions: number }[]>('topics');
    const orders = topics.find(({ topic }) => topic === `${world.topicPrefix}-orders.order.v1`);
    expect(orders).toMatchObject({ partitions: 3, messages: expect.any(Number) as number });
    const lags = await entrepot.json<{ group: string; topic: string; messages: number }[]>('lag', '--all');
    expect(
      lags.find(({ group, topic }) => group === `${world.topicPrefix}-payments` && topic.endsWith('orders.order.v1')),
    ).toMatchObject({
      messages: 0,
    });
  });

  it('tells an order’s story by the name that its source gave it, and what a stream has recorded', async () => {
    const { sourceOrderId } = await world.api('orders').get<{ sourceOrderId: string }>(`/v1/orders/${orderId}`);
    const story = await entrepot.run('story', sourceOrderId);
    expect(story.out).toMatch(new RegExp(`^${orderId}\\n.*OrderPlaced`));
    expect(story.out).toContain('PaymentAuthorised');
    const shown = await entrepot.json<{ service: string; events: { id: string; event: { type: string } }[] }>(
      'streams',
      'show',
      `order/${orderId}`,
    );
    expect(shown.service).toBe('orders');
    expect(shown.events[0]!.event.type).toBe('OrderPlaced');
    const open = ['streams', 'show', `order/${orderId}`, '--open'];
    expect(await entrepot.run(...open)).toMatchObject({
      status: 2,
      err: expect.stringContaining('--reason') as string,
    });
    const opened = await entrepot.json<typeof shown>(...open, '--reason', 'a test');
    expect(opened.events.map(({ id }) => id)).toEqual(shown.events.map(({ id }) => id));
    expect(JSON.stringify(opened).length).toBeLessThan(JSON.stringify(shown).length);
    const byId = await entrepot.json<{ events: unknown[] }>('streams', 'show', shown.events[0]!.id);
    expect(byId.events).toHaveLength(shown.events.length);
    expect((await entrepot.run('story', 'no-such-order')).status).toBe(4);
  });

  it('triggers an event only if its contract allows it; early, it is parked, given up, tried again and discarded, all written down', async () => {
    const refused = await entrepot.run(
      'trigger',
      'PaymentCaptured',
      '--example',
      '--set',
      'amount=-1',
      '--merchant',
      world.system.merchantId,
    );
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('amount: ')]);
    const early = [
      'trigger',
      'PaymentCaptured',
      '--example',
      '--set',
      'orderId=ord_nobody',
      '--merchant',
      world.system.merchantId,
    ];
    expect((await entrepot.run(...early)).out).toContain('published to payments.payment.v1');
    const [parked] = await eventually(
      () => entrepot.json<Item[]>('parked', 'list', '--service', 'orders'),
      (items) => items.length === 1,
      30_000,
    );
    expect(await entrepot.json<Item[]>('parked', 'redrive', parked!.id)).toMatchObject([{ result: 'due' }]);
    const giveUp = await entrepot.json<Item[]>(
      'parked',
      'give-up',
      '--all',
      '--service',
      'orders',
      '--reason',
      'nobody will ever place it',
    );
    expect(giveUp).toMatchObject([{ service: 'orders', result: 'given-up' }]);
    const [letter] = await entrepot.json<Item[]>('dead-letters', 'list', '--code', 'operations.given-up');
    expect((await entrepot.run('dead-letters', 'show', letter!.id)).out).toContain('ord_nobody');
    expect(await entrepot.json<Item[]>('dead-letters', 'redrive', '--all', '--dry-run')).toMatchObject([
      { result: 'selected' },
    ]);
    const again = await entrepot.run('dead-letters', 'redrive', letter!.id, '--per-second', '5');
    expect([again.status, again.out]).toEqual([1, expect.stringContaining('order.not-found')]);
    const gone = await entrepot.run('dead-letters', 'discard', letter!.id, '--reason', 'a test');
    expect([gone.status, gone.out]).toEqual([0, expect.stringContaining('1 discarded')]);
    const audit = await entrepot.json<{ action: string; reason?: string }[]>('audit', '--service', 'orders');
    expect(audit.map(({ action }) => action)).toEqual(['discard', 'redrive', 'give-up', 'redrive', 'open']);
    expect(audit[0]).toMatchObject({ reason: 'a test', by: 'demo' });
    const everywhere = ['dead-letters', 'list', '--every-merchant'];
    expect(await entrepot.asOperator.json<Item[]>(...everywhere)).toEqual([]);
    expect((await entrepot.run(...everywhere)).err).toContain('platform:operate');
  });

  it('publishes an order from a file, at the door for orders', async () => {
    const body = anOrder({ lines: [{ sku, quantity: 1 }] });
    const file = join(world.folder, 'order.json');
    writeFileSync(file, JSON.stringify(body));
    const sent = await entrepot.run('trigger', 'PlaceOrder', '--file', file, '--merchant', world.system.merchantId);
    expect([sent.status, sent.err]).toEqual([0, '']);
    const journey = new Journey(world, orderIdOf(world, body));
    const there = () => journey.order().catch(() => undefined);
    await world.until('the order from the topic', there, (order) => order !== undefined);
    await journey.reaches('confirmed');
  });

  it('lists tasks, and has timers run but never given up', async () => {
    const scarce = await aSku(world, { north: 1 });
    const waiting = await place(world, { lines: [{ sku: scarce, quantity: 2 }], shortagePolicy: 'backorder' });
    const journey = new Journey(world, waiting);
    await journey.reaches('backordered');
    const timer = `${world.system.merchantId}/order/${waiting}`;
    const listed = await eventually(
      () => entrepot.json<Item[]>('tasks', 'list', '--service', 'orders'),
      (items) => items.some(({ id }) => id === timer),
      30_000,
    );
    expect(listed.map(({ id }) => id)).toContain(timer);
    expect(await entrepot.json<Item[]>('tasks', 'retry', timer)).toMatchObject([{ result: 'due' }]);
    const cancel = () => entrepot.run('tasks', 'cancel', timer, '--reason', 'why not');
    // While it runs it is not there.
    const refused = await eventually(cancel, ({ out }) => out.includes('refused'), 30_000);
    expect([refused.status, refused.out]).toEqual([1, expect.stringContaining('refused')]);
    await journey.cancel();
    await journey.reaches('cancelled');
  });

  it('rebuilds a view with progress, while it serves', async () => {
    const refused = await entrepot.run('views', 'rebuild', 'orders');
    expect([refused.status, refused.err]).toEqual([3, expect.stringContaining('platform:operate')]);
    const built = await entrepot.asOperator.run('views', 'rebuild', 'orders');
    expect([built.status, built.err, built.out]).toMatchObject([0, expect.any(String), expect.stringMatching(/orders\/orders: rebuilt from \d+ records/)]); // prettier-ignore
    expect((await entrepot.run('story', orderId)).status).toBe(0);
    expect((await entrepot.asOperator.run('views', 'rebuild', 'admissions')).err).toContain('say which with --service');
  });

  it('finds no drift where there is none, and names what somebody changed behind the services’ backs', async () => {
    await world.quiet();
    const well = await entrepot.asOperator.run('verify', '--every-merchant', '--settle', '1');
    expect([well.status, well.out]).toEqual([0, expect.stringMatching(/ledgers of stock: no drift\n.*ledgers of money: no drift\n.*ledgers of orders: no drift/)]); // prettier-ignore
    await changed('inventory', 'stock', { sku }, { onHand: 999 });
    await changed('payments', 'payments', { orderId }, { captured: 1 });
    await changed('orders', 'orders', { orderId }, { captured: 1 });
    const { drifts, audit } = await verified('1', 'after a repair');
    const stock = drifts.find(({ of }) => of === `${sku}@north`)!;
    expect(stock).toMatchObject({ book: 'stock', what: expect.stringContaining('999 on hand') as string });
    expect(stock.eventIds).toEqual([expect.stringMatching(/\/stock\/.*\/\d{10}#0$/)]);
    const { events } = await entrepot.json<{ events: object[] }>('streams', 'show', stock.eventIds[0]!);
    expect(events.length).toBeGreaterThan(1);
    expect(drifts.filter(({ of }) => of === orderId).map(({ book }) => book)).toEqual(['orders', 'orders', 'orders']);
    expect(drifts.filter(({ book }) => book === 'money')).toMatchObject([{ what: expect.stringContaining('the list of payments shows 0.01 captured') as string }]); // prettier-ignore
    expect(audit).toMatchObject({
      action: 'verify',
      reason: 'after a repair',
      by: 'demo',
      results: [{ result: '1 drifts' }],
    });
    const metrics = await (await fetch(`${world.system.urls.payments}/metrics`)).text();
    expect(metrics).toMatch(/entrepot_drift\{books="money"\} 1\n/);
    expect(metrics).toMatch(/entrepot_drift_verified_timestamp_seconds\{books="money"\} \d/);
    expect((await entrepot.run('verify', '--settle', '0')).status).toBe(1);
  });

  /** All differences of the merchant, and what inventory has written down of the search. */
  async function verified(settle: string, reason: string) {
    const found = await entrepot.json<{ found: { of: string; book: string; eventIds: string[] }[] }[]>('verify', '--settle', settle, '--reason', reason); // prettier-ignore
    const [audit] = await entrepot.json<object[]>('audit', '--service', 'inventory', '--action', 'verify');
    return { drifts: found.flatMap((service) => service.found), audit };
  }

  /** Changes a row of a view in the database, until all tests are through. */
  async function changed(service: string, view: string, which: object, to: object): Promise<void> {
    const connection = await createConnection(world.system.mongoUri).asPromise();
    const database = connection.getClient().db(`${world.topicPrefix}-entrepot-${service}`);
    const rows = database.collection(`view.${view}`);
    const row = (await rows.findOneAndUpdate(which, { $set: to }))!;
    undo.push(async () => {
      await rows.replaceOne({ _id: row._id }, row);
      await connection.close();
    });
  }
});
