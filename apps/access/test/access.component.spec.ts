import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { createConnection } from 'mongoose';
import { ADMIN_KEY, RunningAccess } from './running-access';

jest.setTimeout(60_000);

const prefix = uniqueName('access');
let access: RunningAccess;
const statusOf = async (path: string, key: string) => (await access.send('get', path, { key })).status;

beforeAll(async () => {
  access = await RunningAccess.launch(prefix);
});

afterAll(async () => {
  await access?.stop();
  await cleanUp(prefix, testBackend());
});

/** Everything that access has in its database, as text. */
async function keptByAccess(): Promise<string> {
  const connection = await createConnection(testBackend().mongoUri).asPromise();
  const database = connection.useDb(`${prefix}-entrepot-access`);
  const names = (await database.listCollections()).map(({ name }) => name);
  const kept = await Promise.all(names.map((name) => database.collection(name).find().toArray()));
  await connection.close();
  return JSON.stringify(kept);
}

describe('merchants', () => {
  it('are opened and listed by the operator only', async () => {
    await access.send('post', '/v1/merchants').send({ merchantId: 'acme', name: 'Acme' }).expect(201);
    const { key } = await access.keyFor('shop', 'admin', 'access:read', 'access:write');
    await eventually(
      () => statusOf('/v1/clients', key),
      (status) => status === 200,
    );
    const refused = await access.send('post', '/v1/merchants', { key }).send({ merchantId: 'x', name: 'X' });
    expect([refused.status, refused.body]).toEqual([403, expect.objectContaining({ code: 'request.scope-missing' })]);
    expect(await statusOf('/v1/merchants', key)).toBe(403);
    expect(await statusOf('/v1/merchants/shop', key)).toBe(200);
    expect(await statusOf('/v1/merchants/acme', key)).toBe(404);
    const list = async () => (await access.send('get', '/v1/merchants')).body as { items: { merchantId: string }[] };
    const { items } = await eventually(list, (page) => page.items.length >= 2);
    expect(items.map(({ merchantId }) => merchantId)).toEqual(expect.arrayContaining(['acme', 'shop']));
  });

  it('have to be named by the operator, and to exist', async () => {
    const client = { clientId: 'erp', name: 'ERP', scopes: ['orders:read'] };
    const unnamed = await access.send('post', '/v1/clients').send(client);
    expect([unnamed.status, (unnamed.body as { code: string }).code]).toEqual([422, 'merchant.not-named']);
    const unknown = await access.send('post', '/v1/clients', { merchant: 'nobody' }).send(client);
    expect([unknown.status, (unknown.body as { code: string }).code]).toEqual([404, 'merchant.not-found']);
  });
});

describe('a client of the operator', () => {
  const scopes = ['platform:operate', 'operations:read'];

  it('may have the scope for what is about all merchants, and nobody else may', async () => {
    const theirs = { clientId: 'ops', name: 'Ops', scopes };
    await access.send('post', '/v1/merchants').send({ merchantId: 'grasping', name: 'Grasping' }).expect(201);
    const refused = await access.send('post', '/v1/clients', { merchant: 'grasping' }).send(theirs);
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'client.scope-reserved']);
    await access.send('post', '/v1/clients').send(theirs).expect(201);
    const { body } = await access.send('post', '/v1/clients/ops/keys').send({}).expect(201);
    const { key } = body as { key: string };
    const letters = () => statusOf('/v1/operations/platform/dead-letters', key);
    expect(await eventually(letters, (status) => status === 200)).toBe(200);
    expect(await statusOf('/v1/clients', key)).toBe(403);
  });
});

describe('the keys of a client', () => {
  it('are shown once, and kept nowhere', async () => {
    const merchant = 'once';
    await access.keyFor(merchant, 'erp', 'orders:read');
    const issue = () =>
      access.send('post', '/v1/clients/erp/keys', { merchant }).set('idempotency-key', 'the-same').send({});
    const [first, again] = [await issue().expect(201), await issue().expect(201)];
    const { key, keyId } = first.body as { key: string; keyId: string };
    expect(key).toMatch(/^entrepot_[\w-]{43}$/);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toMatchObject({ keyId, hint: key.slice(-4), state: 'active' });
    expect(again.body).not.toHaveProperty('key');
    const text = await keptByAccess();
    expect(text).toContain(keyId);
    expect(text).not.toContain(key.slice('entrepot_'.length));
    expect(text).not.toContain(ADMIN_KEY);
  });

  it('open doors within what the client may do, until they are revoked', async () => {
    const { key, keyId } = await access.keyFor('revoking', 'erp', 'access:read');
    await eventually(
      () => statusOf('/v1/clients/erp', key),
      (status) => status === 200,
    );
    const written = await access.send('post', '/v1/clients', { key }).send({ clientId: 'x', name: 'x', scopes: ['orders:read'] }); // prettier-ignore
    expect((written.body as { detail: string }).detail).toContain('access:write');
    const shown = await access.send('delete', `/v1/clients/erp/keys/${keyId}`, { merchant: 'revoking' }).expect(200);
    const revokedAt = Date.now();
    expect(shown.body).toMatchObject({ keys: [{ keyId, state: 'revoked' }] });
    await eventually(
      () => statusOf('/v1/clients/erp', key),
      (status) => status === 401,
    );
    expect(Date.now() - revokedAt).toBeLessThan(2_000);
  });

  it('take over from each other, and end at their time', async () => {
    const merchant = 'rotating';
    const { key: old, keyId } = await access.keyFor(merchant, 'erp', 'access:read');
    const expiresAt = new Date(Date.now() + 3_000).toISOString();
    const issued = await access.send('post', '/v1/clients/erp/keys', { merchant }).send({ expiresAt }).expect(201);
    const { key: short } = issued.body as { key: string };
    await eventually(
      () => statusOf('/v1/clients/erp', short),
      (status) => status === 200,
    );
    expect(await statusOf('/v1/clients/erp', old)).toBe(200);
    expect(
      await eventually(
        () => statusOf('/v1/clients/erp', short),
        (status) => status === 401,
      ),
    ).toBe(401);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    const { body } = await access.send('get', '/v1/clients/erp/keys', { key: old }).expect(200);
    expect(body).toMatchObject({ items: [{ keyId, state: 'active' }, { state: 'expired' }] });
  });

  it('lose and win scopes with their client', async () => {
    const merchant = 'scoping';
    const { key } = await access.keyFor(merchant, 'erp', 'access:read');
    await eventually(
      () => statusOf('/v1/clients/erp', key),
      (status) => status === 200,
    );
    const change = (version: string) =>
      access
        .send('put', '/v1/clients/erp', { merchant })
        .set('if-match', version)
        .send({ name: 'erp', scopes: ['orders:read'] });
    expect((await change('"1"')).status).toBe(412);
    const { headers } = await access.send('get', '/v1/clients/erp', { merchant });
    await change(String(headers['etag'])).expect(200);
    expect(
      await eventually(
        () => statusOf('/v1/clients/erp', key),
        (status) => status === 403,
      ),
    ).toBe(403);
    await access.send('delete', '/v1/clients/erp', { merchant }).expect(200);
    expect(
      await eventually(
        () => statusOf('/v1/clients/erp', key),
        (status) => status === 401,
      ),
    ).toBe(401);
  });

  it('are those of the own merchant, whoever asks', async () => {
    const { key } = await access.keyFor('mine', 'erp', 'access:read', 'access:write');
    const { keyId } = await access.keyFor('theirs', 'crm', 'access:read');
    await eventually(
      () => statusOf('/v1/clients/erp', key),
      (status) => status === 200,
    );
    expect(await statusOf('/v1/clients/crm', key)).toBe(404);
    expect(await statusOf(`/v1/clients/crm/keys/${keyId}`, key)).toBe(404);
    expect((await access.send('delete', `/v1/clients/crm/keys/${keyId}`, { key })).status).toBe(404);
    expect((await access.send('delete', '/v1/clients/crm', { key, merchant: 'theirs' })).status).toBe(404);
    const list = (await access.send('get', '/v1/clients', { key })).body as { items: { clientId: string }[] };
    expect(list.items.map(({ clientId }) => clientId)).not.toContain('crm');
  });
});

describe('the secrets of webhooks', () => {
  const merchant = 'hooked';
  const add = (body: object) => access.send('post', '/v1/webhook-secrets', { merchant }).send(body);

  it('are shown once, when they are made here, and kept encrypted only', async () => {
    await access.keyFor(merchant, 'admin', 'access:read');
    const given = 'what-the-provider-gave-us';
    const brought = await add({ sender: 'psp', secret: given }).expect(201);
    expect(brought.body).not.toHaveProperty('secret');
    const make = () => add({ sender: 'psp' }).set('idempotency-key', 'made-once');
    const [made, again] = [await make().expect(201), await make().expect(201)];
    const { secret, secretId } = made.body as { secret: string; secretId: string };
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    expect(again.body).toMatchObject({ secretId });
    expect(again.body).not.toHaveProperty('secret');
    const text = await keptByAccess();
    expect(text).toContain(secretId);
    for (const plain of [given, secret.slice('whsec_'.length)]) expect(text).not.toContain(plain);
  });

  it('are not taken for others that come with the same idempotency key', async () => {
    const named = (body: object) => add(body).set('idempotency-key', 'rotated');
    const given = { sender: 'carrier:swift', secret: 'the-first-one-of-swift' };
    await named(given).expect(201);
    const again = await named(given).expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    for (const other of [{ ...given, secret: 'the-second-one-of-swift' }, { sender: given.sender }]) {
      expect((await named(other)).body).toMatchObject({ status: 422, code: 'idempotency.key-reused' });
    }
  });

  it('are listed without themselves, and retired one by one', async () => {
    const show = async () => (await access.send('get', '/v1/webhook-secrets/psp', { merchant })).body as { secrets: { secretId: string }[] }; // prettier-ignore
    const { secrets } = await show();
    expect(secrets).toHaveLength(2);
    expect(Object.keys(secrets[0] ?? {}).sort()).toEqual(['addedAt', 'secretId', 'sender']);
    await access.send('delete', `/v1/webhook-secrets/psp/${secrets[0]?.secretId}`, { merchant }).expect(200);
    expect((await show()).secrets.map(({ secretId }) => secretId)).toEqual([secrets[1]?.secretId]);
    const gone = await access.send('delete', `/v1/webhook-secrets/psp/${secrets[0]?.secretId}`, { merchant });
    expect([gone.status, (gone.body as { code: string }).code]).toEqual([404, 'webhook-secret.not-found']);
  });

  it('have to be long enough, of a merchant that exists', async () => {
    expect((await add({ sender: 'psp', secret: 'short' })).body).toMatchObject({ errors: [{ field: 'secret' }] });
    const unknown = await access.send('post', '/v1/webhook-secrets', { merchant: 'nobody' }).send({ sender: 'psp' });
    expect([unknown.status, (unknown.body as { code: string }).code]).toEqual([404, 'merchant.not-found']);
  });
});

describe('policies', () => {
  it('are replaced as a whole', async () => {
    const { key } = await access.keyFor('deciding', 'admin', 'access:read', 'access:write');
    await eventually(
      () => statusOf('/v1/policies', key),
      (status) => status === 200,
    );
    expect((await access.send('get', '/v1/policies', { key })).body).toEqual({});
    await access.send('put', '/v1/policies', { key }).send({ returnWindowDays: 14, shortagePolicy: 'backorder' }).expect(200); // prettier-ignore
    const set = await access.send('put', '/v1/policies', { key }).set('if-match', '"1"').send({ returnWindowDays: 7 });
    expect([set.status, set.body, set.headers['etag']]).toEqual([200, { returnWindowDays: 7 }, '"2"']);
    const wrong = await access.send('put', '/v1/policies', { key }).send({ returnWindowDays: -1 });
    expect(wrong.body).toMatchObject({ status: 400, errors: [{ field: 'returnWindowDays' }] });
  });
});
