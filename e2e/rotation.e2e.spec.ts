import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webhookSecretContext } from '@entrepot/platform';
import { FileMasterKeys, MongoKeyStore, openSecret } from '@entrepot/privacy';
import { eventually, type RunningSystem } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { SEALERS } from '../tools/entrepot/services';
import { CommandLine } from './support/command-line';
import { Journey } from './support/journey';
import { anOrder, aSku, orderIdOf, thePlaces } from './support/merchant';
import { succeeded, World, type Row } from './support/world';

jest.setTimeout(240_000);

const MANY = 8_000;
const [OLD, NEW] = [FileMasterKeys.newLine(), FileMasterKeys.newLine()];

interface Status {
  readonly newest: string;
  readonly counted: { readonly places: readonly { name: string; keys: { masterKeyId: string; count: number }[] }[] };
}

describe('the master key is changed', () => {
  let folder: string;
  let world: World<RunningSystem>;
  let connection: Connection;
  let entrepot: CommandLine;
  let sku: string;
  const orders = new Map<string, Journey>();
  const idOf = async (lines: string) => (await FileMasterKeys.parse(lines).ids())[0];
  const keys = () => connection.getClient().db(`${world.topicPrefix}-entrepot-keys`).collection('keys');
  const wrappedBy = async (lines: string) => keys().countDocuments({ wrapped: new RegExp(`^${await idOf(lines)}\\.`) });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'entrepot-rotation-'));
    putFile(OLD);
    world = await World.start({
      throughGateway: true,
      env: { MASTER_KEY_FILE: join(folder, 'keys'), KAFKA_SESSION_TIMEOUT_MS: '6000' },
    });
    connection = await createConnection(world.system.mongoUri).asPromise();
    entrepot = new CommandLine(world).asOperator;
    await thePlaces(world);
    sku = await aSku(world, { north: 50 });
    await place('ana');
    await place('bia');
    await addSecret();
    await manyPersons();
  });

  afterAll(async () => {
    await connection?.close();
    await world?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function putFile(lines: string): void {
    writeFileSync(join(folder, 'keys'), lines);
  }

  async function restart(...services: readonly (typeof SEALERS)[number][]): Promise<void> {
    await Promise.all(services.map((name) => world.system.kill(name, 0, 'SIGTERM')));
    await world.system.ready();
  }

  async function place(name: string): Promise<void> {
    const order = anOrder({ lines: [{ sku, quantity: 1 }] });
    const body = { ...order, customer: { customerId: `cust-${name}`, name: `Name of ${name}` } };
    succeeded(await world.api('orders').post('/v1/orders', body, { idempotencyKey: body.sourceOrderId }));
    orders.set(name, new Journey(world, orderIdOf(world, body)));
    await orders.get(name)!.reaches('confirmed');
  }

  /** Of the provider at the merchant, by the operator. */
  async function addSecret(): Promise<void> {
    const { urls, secrets, merchantId } = world.system;
    const headers = {
      ...{ authorization: `Bearer ${secrets.accessAdminKey}`, 'entrepot-merchant': merchantId },
      ...{ 'content-type': 'application/json', 'idempotency-key': 'psp' },
    };
    const body = JSON.stringify({ sender: 'psp', secret: 'whsec of the provider' });
    expect((await fetch(`${urls.access}/v1/webhook-secrets`, { method: 'POST', headers, body })).status).toBe(201);
  }

  const nameOf = async (name: string) => ((await orders.get(name)!.order())['customer'] as Row)['name'];

  /** So many that wrapping them anew takes a while. */
  async function manyPersons(): Promise<void> {
    const masters = FileMasterKeys.parse(OLD);
    const store = new MongoKeyStore(connection.getClient(), `${world.topicPrefix}-entrepot-keys`);
    const subjects = Array.from({ length: MANY }, (_, index) => `psn_made_up_${index}`);
    const made = subjects.map(async (subject) => ({
      subject,
      wrapped: await masters.wrap(Buffer.alloc(64, 7), subject),
    }));
    await store.add(await Promise.all(made));
  }

  it('is refused while a service has only the old one', async () => {
    putFile(NEW + OLD);
    await restart('access');
    const refused = await entrepot.run('keys', 'rewrap', '--reason', 'too early');
    expect([refused.status, refused.err]).toEqual([4, expect.stringMatching(/inventory.*payments.*MASTER_KEY_FILE/)]);
    const status = await entrepot.run('keys', 'status');
    expect([status.status, status.out]).toEqual([1, expect.stringContaining(`payments cannot open what ${await idOf(NEW)} wraps`)]); // prettier-ignore
    expect(await wrappedBy(NEW)).toBe(0);
  });

  it('goes on after access was killed in the middle of it, and while a person is erased', async () => {
    await restart('inventory', 'logistics', 'orders', 'payments', 'returns');
    expect(await entrepot.run('keys', 'rewrap')).toMatchObject({ status: 2 });
    const dry = await entrepot.run('keys', 'rewrap', '--dry-run');
    expect([dry.status, dry.out]).toEqual([0, expect.stringMatching(/data-keys: \d+ would be wrapped anew/)]);
    expect(await wrappedBy(NEW)).toBe(0);
    expect((await entrepot.run('keys', 'rewrap', '--reason', 'yearly', '--no-wait')).status).toBe(0);
    const done = await eventually(() => wrappedBy(NEW), (count) => count > 0, 10_000); // prettier-ignore
    await world.system.kill('access');
    expect(done).toBeLessThan(MANY);
    await world.system.ready();
    expect(await wrappedBy(OLD)).toBeGreaterThan(0);
    await expect(Promise.all([nameOf('ana'), nameOf('bia')])).resolves.toEqual(['Name of ana', 'Name of bia']);
    const erase = world.api('orders').post('/v1/erasures', { customerId: 'cust-ana' }, { idempotencyKey: 'erase' });
    // Until nobody has heard of the killed one for long enough, it counts as under way.
    const again = () => entrepot.run('keys', 'rewrap', '--reason', 'yearly, again');
    const ended = await eventually(again, ({ status }) => status === 0, 60_000);
    expect(ended.out).toMatch(/data-keys: \d+ wrapped anew/);
    const erasureId = String(succeeded(await erase)['erasureId']);
    const erasure = () => world.api('orders').get<Row>(`/v1/erasures/${erasureId}`);
    await world.until('the erasure', erasure, ({ state }) => state === 'erased');
  });

  it('is done when nothing is under the old one: its line is taken out', async () => {
    const status = await entrepot.run('keys', 'status', '--json');
    const { newest, counted } = JSON.parse(status.out) as Status;
    expect([status.status, newest]).toEqual([0, await idOf(NEW)]);
    const held = counted.places.flatMap(({ name, keys: by }) => by.map(({ masterKeyId }) => [name, masterKeyId]));
    expect(held).toEqual([['data-keys', newest], ['webhook-secrets', newest]]); // prettier-ignore
    expect(await wrappedBy(OLD)).toBe(0);
    putFile(NEW);
    await restart(...SEALERS);
    await expect(nameOf('bia')).resolves.toBe('Name of bia');
    expect(await orders.get('ana')!.order()).toMatchObject({ erased: true, customer: {} });
    await place('carla');
    await expect(nameOf('carla')).resolves.toBe('Name of carla');
    expect((await entrepot.run('keys', 'status')).out).toContain('no other line is needed');
  });

  it('reaches the secrets of webhooks in the service that takes them', async () => {
    const rows = connection.getClient().db(`${world.topicPrefix}-entrepot-payments`).collection('view.webhook-secrets');
    const row = await rows.findOne({ 'active.0': { $exists: true } });
    const [{ sealed } = { sealed: '' }] = row!['active'] as { sealed: string }[];
    const context = webhookSecretContext(world.system.merchantId, 'psp');
    await expect(openSecret(FileMasterKeys.parse(NEW), sealed, context)).resolves.toBe('whsec of the provider');
  });

  it('is in the audit trail, with who did it and why', async () => {
    const audit = await entrepot.json<{ by: string; reason: string }[]>(
      'audit',
      '--service',
      'access',
      '--action',
      'rewrap',
    );
    expect(audit.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['yearly, again', 'yearly']));
  });
});
