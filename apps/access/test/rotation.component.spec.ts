import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webhookSecretContext } from '@entrepot/platform';
import { FileMasterKeys, KeyRing, MongoKeyStore, openSecret, Privacy, type MasterKeys } from '@entrepot/privacy';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { RunningAccess } from './running-access';

jest.setTimeout(120_000);

const MANY = 6_000;
const PATH = '/v1/operations/platform/master-keys';
const prefix = uniqueName('rotation');
const folder = mkdtempSync(join(tmpdir(), 'entrepot-rotation-'));
const file = join(folder, 'master.keys');
const [OLD, NEW] = [FileMasterKeys.newLine(), FileMasterKeys.newLine()];
const newest = async (masters: MasterKeys) => (await masters.ids())[0];

interface Rewrap {
  readonly state: string;
  readonly dryRun: boolean;
  readonly looked: number;
  readonly places: readonly Place[];
}

interface Place {
  readonly name: string;
  readonly keys: readonly { readonly masterKeyId: string; readonly count: number; readonly unopened: number }[];
  readonly rewrapped: number;
  readonly overtaken: number;
}

interface Shown {
  readonly ids: readonly string[];
  readonly rewrap?: Rewrap;
  readonly counted?: Rewrap;
}

let connection: Connection;
let store: MongoKeyStore;
let access: RunningAccess | undefined;
let operator: string;
const sealed = new Map<string, string>();

/** Another service, as far as it seals and opens. */
const privacyWith = (lines: string) => {
  const masters = FileMasterKeys.parse(lines);
  return new Privacy({ store, masters, ring: new KeyRing({ store, masters }) });
};

beforeAll(async () => {
  connection = await createConnection(testBackend().mongoUri).asPromise();
  store = new MongoKeyStore(connection.getClient(), `${prefix}-entrepot-keys`);
  access = await restarted(OLD);
  const scopes = ['platform:operate', 'operations:read'];
  await access.send('post', '/v1/clients').send({ clientId: 'ops', name: 'Ops', scopes }).expect(201);
  const issued = await access.send('post', '/v1/clients/ops/keys').send({}).expect(201);
  operator = (issued.body as { key: string }).key;
  await access.send('post', '/v1/merchants').send({ merchantId: 'acme', name: 'Acme' }).expect(201);
  for (const secret of ['the first secret of psp', 'the second secret of psp'])
    await access.send('post', '/v1/webhook-secrets', { merchant: 'acme' }).send({ sender: 'psp', secret }).expect(201);
  await seal(0, MANY);
});

afterAll(async () => {
  await access?.stop();
  await connection.close();
  await cleanUp(prefix, testBackend());
  rmSync(folder, { recursive: true, force: true });
});

async function restarted(lines: string): Promise<RunningAccess> {
  await access?.stop();
  access = undefined;
  writeFileSync(file, lines);
  return RunningAccess.launch(prefix, { MASTER_KEY_FILE: file });
}

/** Persons, one text of each. */
async function seal(from: number, count: number, lines = OLD): Promise<void> {
  const privacy = privacyWith(lines);
  const names = Array.from({ length: count }, (_, index) => `psn_${String(from + index).padStart(5, '0')}`);
  const texts = await Promise.all(
    names.map(async (name) => [name, (await privacy.sealTexts([name], name))[0]!] as const),
  );
  for (const [name, text] of texts) sealed.set(name, text);
}

const ask = (method: 'get' | 'post', path: string) => access!.send(method, path, { key: operator });
const shown = async () => (await ask('get', PATH)).body as Shown;
const begin = async (body: object) => (await ask('post', `${PATH}/rewrap`).send(body).expect(202)).body as Rewrap;
const placeOf = (rewrap: Rewrap | undefined, name = 'data-keys') => rewrap?.places.find((place) => place.name === name);

async function ended(which: 'rewrap' | 'counted'): Promise<Rewrap> {
  const { [which]: last } = await eventually(shown, (keys) => keys[which] !== undefined && keys[which].state !== 'running', 60_000); // prettier-ignore
  return last!;
}

const wrappedByNew = async () =>
  connection
    .getClient()
    .db(`${prefix}-entrepot-keys`)
    .collection('keys')
    .countDocuments({ wrapped: new RegExp(`^${await newest(FileMasterKeys.parse(NEW))}`) });

/** The secrets of the sender that count, as the topic tells them. */
async function secretsOpenedBy(lines: string): Promise<string[]> {
  const records = connection.getClient().db(`${prefix}-entrepot-access`).collection('events');
  const [last] = await records.find({ kind: 'webhook-sender', key: 'psp' }).sort({ version: -1 }).limit(1).toArray();
  const { active } = (last!['events'] as [{ active: { sealed: string }[] }])[0];
  const masters = FileMasterKeys.parse(lines);
  return Promise.all(active.map((each) => openSecret(masters, each.sealed, webhookSecretContext('acme', 'psp'))));
}

describe('the master key', () => {
  it('is told by its id to the operator only, with what it wraps', async () => {
    await eventually(async () => (await ask('get', PATH)).status, (status) => status === 200); // prettier-ignore
    const old = await newest(FileMasterKeys.parse(OLD));
    expect(await shown()).toEqual({ ids: [old] });
    const { key } = await access!.keyFor('theirs', 'erp', 'operations:read', 'operations:write');
    await eventually(async () => (await access!.send('get', PATH, { key })).status, (status) => status === 403); // prettier-ignore
    await begin({ dryRun: true });
    const counted = await ended('counted');
    expect(counted).toMatchObject({ state: 'done', dryRun: true, looked: MANY + 3 });
    // Of every person, and the one that names them.
    expect(placeOf(counted)).toMatchObject({
      keys: [{ masterKeyId: old, count: MANY + 1, unopened: 0 }],
      rewrapped: 0,
    });
    expect(placeOf(counted, 'webhook-secrets')?.keys).toEqual([{ masterKeyId: old, count: 2, unopened: 0 }]);
  });

  it('changes: what is ended in the middle of wrapping anew harms nothing, and goes on', async () => {
    access = await restarted(NEW + OLD);
    const refused = await ask('post', `${PATH}/rewrap`).send({});
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('"reason"')]);
    const [newId, oldId] = await FileMasterKeys.parse(NEW + OLD).ids();
    const { text } = await access.send('get', '/metrics');
    expect(text).toContain(`entrepot_master_key{key="${newId}",role="wraps"} 1`);
    expect(text).toContain(`entrepot_master_key{key="${oldId}",role="opens"} 1`);
    await begin({ reason: 'the yearly change' });
    await eventually(wrappedByNew, (count) => count > 0);
    access = await restarted(NEW + OLD);
    const { rewrap } = await shown();
    expect(rewrap).toMatchObject({ state: 'interrupted' });
    const done = await wrappedByNew();
    expect(done).toBeLessThan(MANY);
    expect(placeOf(rewrap)).toMatchObject({ rewrapped: done });
    const privacy = privacyWith(NEW + OLD);
    for (const name of ['psn_00000', `psn_0${MANY - 1}`])
      await expect(privacy.openText(sealed.get(name)!)).resolves.toBe(name);
  });

  it('changes beside persons who come, who are erased and who are read', async () => {
    const before = await wrappedByNew();
    const erased = [...sealed.keys()].filter((_, index) => index % 7 === 0);
    const privacy = privacyWith(NEW + OLD);
    await begin({ reason: 'the yearly change, again' });
    const work = ended('rewrap');
    const staying = [...sealed.keys()].filter((name) => !erased.includes(name));
    for (let at = 0; at < erased.length; at += 50) {
      const read = staying.slice(at, at + 50);
      const [texts] = await Promise.all([
        Promise.all(read.map((name) => privacy.openText(sealed.get(name)!))),
        ...erased.slice(at, at + 50).map((name) => privacy.destroy(name)),
      ]);
      expect(texts).toEqual(read);
    }
    await seal(MANY, 100, NEW + OLD);
    const rewrap = await work;
    expect(rewrap.state).toBe('done');
    const { rewrapped, overtaken } = placeOf(rewrap)!;
    expect(rewrapped).toBeGreaterThan(0);
    expect(rewrapped + overtaken).toBeLessThanOrEqual(MANY + 1 - before);
    const unread = await Promise.all(erased.map((name) => privacy.openText(sealed.get(name)!)));
    expect(unread.filter((text) => text !== undefined)).toEqual([]);
    for (const name of erased) sealed.delete(name);
    const again = await store.read(erased);
    expect(again.filter(({ wrapped }) => wrapped !== undefined)).toEqual([]);
    expect(again).toHaveLength(erased.length);
  });

  it('has changed when nothing is under the old one: its line is taken out, and everything still opens', async () => {
    await begin({ dryRun: true });
    const counted = await ended('counted');
    const id = await newest(FileMasterKeys.parse(NEW));
    expect(counted.places.map(({ name, keys }) => [name, keys])).toEqual([
      ['data-keys', [{ masterKeyId: id, count: sealed.size + 1, unopened: 0 }]],
      ['webhook-secrets', [{ masterKeyId: id, count: 2, unopened: 0 }]],
    ]);
    access = await restarted(NEW);
    const privacy = privacyWith(NEW);
    const texts = await Promise.all([...sealed.values()].map((text) => privacy.openText(text)));
    expect(texts).toEqual([...sealed.keys()]);
    await expect(secretsOpenedBy(NEW)).resolves.toEqual(['the first secret of psp', 'the second secret of psp']);
    const senders = await access.send('get', '/v1/webhook-secrets/psp', { merchant: 'acme' }).expect(200);
    expect((senders.body as { secrets: object[] }).secrets).toHaveLength(2);
    expect(await healthWarnings()).toEqual([]);
  });

  it('was changed by somebody, for a reason', async () => {
    const { body } = await ask('get', '/v1/operations/audit?action=rewrap');
    const { items } = body as { items: { by: string; reason: string; results?: { result: string }[] }[] };
    expect(items.map(({ by, reason }) => [by, reason])).toEqual([
      ['ops', 'the yearly change, again'],
      ['ops', 'the yearly change'],
    ]);
    expect(items.map(({ results }) => results?.[0]?.result)).toEqual([
      expect.stringMatching(/^\d+ rewrapped$/),
      expect.stringMatching(/^interrupted: \d+ rewrapped$/),
    ]);
  });

  it('is missed aloud where a line was taken out too early, and everybody else is served', async () => {
    await store.add([
      { subject: 'psn_lost', wrapped: await FileMasterKeys.parse(OLD).wrap(Buffer.alloc(64), 'psn_lost') },
    ]);
    access = await restarted(NEW);
    const missing = await newest(FileMasterKeys.parse(OLD));
    const [warning] = await eventually(healthWarnings, (warnings) => warnings.length > 0);
    expect(warning).toContain(`MASTER_KEY_FILE: holds no master key ${missing}, which wraps data keys`);
    await begin({ reason: 'what is left?' });
    const rewrap = await ended('rewrap');
    expect(placeOf(rewrap)?.keys).toContainEqual({ masterKeyId: missing, count: 1, unopened: 1 });
    const text = JSON.stringify(await shown());
    for (const line of [OLD.trim(), NEW.trim(), 'psn_']) expect(text).not.toContain(line);
  });
});

async function healthWarnings(): Promise<string[]> {
  const { body } = await access!.send('get', '/health');
  return (body as { warnings: string[] }).warnings.filter((warning) => warning.includes('MASTER_KEY_FILE'));
}
