import { Body, Controller, Get, Param, Post, Query, RawBody } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { compiledValidator, Flag, NestedList, OneOf, Optional, Quantity, Sku } from '@entrepot/contracts';
import { OpenMerchant, PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { EVERY_MERCHANT, type Result } from '@entrepot/eventstore';
import { contentHash, defineErrors, DomainError } from '@entrepot/kernel';
import { CallFailed } from '@entrepot/resilience';
import request from 'supertest';
import { respondTo, respondWith } from './answer';
import { Idempotent, IfMatch, MerchantId, Open, RequestCause } from './decorators';
import { ApiKeys, fixedKeys } from '../access/api-keys';
import { NeedsScope } from '../access/scopes';
import { serviceCallToken } from '../access/service-call';
import { CalledBy, type HandOf } from '../operations/called-by';
import { openDoor } from './door';
import { PageQuery } from './page';
import { Problems } from './problem';
import type { HttpCause } from './request-context';
import { currentTrace } from './trace';

class Line {
  @Sku() sku!: string;
  @Quantity() quantity!: number;
}
class PlaceBasket {
  @NestedList(() => Line, { min: 1, max: 3 }) lines!: Line[];
}
class ListBaskets extends PageQuery {
  @Optional() @OneOf(['open', 'closed']) status?: string;
  @Optional() @Flag() gift?: boolean;
}

const errors = defineErrors({
  'basket.invalid': { kind: 'invalid', message: 'Basket {id} is odd' },
  'basket.forbidden': { kind: 'forbidden', message: 'No' },
  'basket.not-found': { kind: 'not-found', message: 'No basket {id}' },
  'basket.conflict': { kind: 'conflict', message: 'No' },
  'basket.stale': { kind: 'stale', message: 'No' },
  'basket.unavailable': { kind: 'unavailable', message: 'No' },
});

const result = (kind: Result<unknown>['kind']): Result<unknown> => ({
  kind,
  version: 3,
  state: {},
  events: [],
  reason: 'so já',
});

@Controller('v1/baskets')
class BasketsController {
  @Post()
  @Idempotent()
  place(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: PlaceBasket) {
    const kind = cause.key === 'again' ? 'repeated' : 'committed';
    return respondTo(
      result(kind),
      { merchantId, cause, body, traced: currentTrace()?.traceId },
      { created: '/v1/baskets/1' },
    );
  }
  @Post('imports')
  bring(@Body() body: unknown) {
    return { length: (body as string).length, type: typeof body };
  }
  @Post(':id/close')
  close(@RequestCause() cause: HttpCause, @IfMatch() version?: number) {
    return respondTo(result('ignored'), { cause, version });
  }
  @Get()
  list(@Query() query: ListBaskets) {
    return query;
  }
  @Get('failing/:how')
  fail(@Param('how') how: string): never {
    if (how === 'bug') throw new TypeError('secret internals');
    if (how === 'call')
      throw new CallFailed({ call: 'carrier', reason: 'open', unknownOutcome: false, retryAfterMs: 4_200 });
    // What the driver makes of a write of many when the primary dies, and of a write at one that has stepped down.
    if (how === 'many') throw Object.assign(new Error('closed'), { name: 'MongoBulkWriteError', writeErrors: [] });
    if (how === 'secondary') throw Object.assign(new Error('not primary'), { name: 'MongoServerError', code: 10107 });
    if (how === 'twice') throw Object.assign(new Error('dup'), { name: 'MongoBulkWriteError', writeErrors: [{}] });
    if (how === 'mongo') throw Object.assign(new Error('connect'), { name: 'MongoServerSelectionError' });
    if (how === 'kafka') throw Object.assign(new Error('no leader'), { name: 'KafkaJSNumberOfRetriesExceeded' });
    throw new DomainError(how, { id: 'b1' }, how === 'basket.invalid' ? [{ field: 'a', rule: 'r', message: 'm' }] : []);
  }
  @Get(':id')
  show(@Param('id') id: string) {
    return respondWith({ id }, 3);
  }
  @NeedsScope('ledger')
  @Get(':id/ledger')
  ledger() {
    return [];
  }
  @NeedsScope('access:admin')
  @Get(':id/owner')
  owner() {
    return [];
  }
  @NeedsScope(PLATFORM_SCOPE)
  @Post(':id/of-everybody')
  ofEverybody(@CalledBy() { merchantId, by, of }: HandOf) {
    return { merchantId, by, ofAll: of === EVERY_MERCHANT };
  }
  @Open()
  @Post('hooks/:merchantId')
  hook(@RawBody() raw: Buffer) {
    return { raw: raw.toString('utf8') };
  }
}

const serviceCallSecret = 'what-only-our-services-know';
const limited = (key: string, ...scopes: string[]) => ({
  ...{ key, merchantId: 'acme', clientId: 'shop' },
  scopes: new Set(scopes),
});
const trust = {
  serviceCallSecret,
  fixedKeys: [
    ...fixedKeys(['acme:key-of-acme', 'acme:second-key', 'other:key-of-other']),
    limited('key-that-reads', 'baskets:read'),
    limited('key-that-writes', 'baskets:write'),
    limited('key-that-audits', 'ledger:read'),
    {
      ...limited('key-of-operator', 'access:admin', PLATFORM_SCOPE, 'baskets:write'),
      ...{ merchantId: 'entrepot', acrossMerchants: true },
    },
  ],
};

let app: NestExpressApplication;
const key = { authorization: 'Bearer key-of-acme' };
const basket = { lines: [{ sku: 'A', quantity: 1 }] };
const post = (path = '/v1/baskets') => request(app.getHttpServer()).post(path).set(key);
const get = (path: string) => request(app.getHttpServer()).get(path).set(key);

beforeAll(async () => {
  const built = await Test.createTestingModule({ controllers: [BasketsController] }).compile();
  app = built.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  openDoor(app, {
    keys: new ApiKeys(trust),
    service: 'baskets',
    problems: new Problems(errors),
  });
  await app.init();
});
afterAll(() => app.close());

describe('who may enter', () => {
  it('knows the merchant by any of its keys', async () => {
    const send = (bearer: string) => post().set({ authorization: bearer, 'idempotency-key': 'k' }).send(basket);
    expect((await send('Bearer second-key')).body).toMatchObject({ merchantId: 'acme' });
    expect((await send('bearer key-of-other')).body).toMatchObject({ merchantId: 'other' });
  });

  it.each([undefined, 'Bearer nobody', 'Basic key-of-acme', 'Bearer'])('refuses %s', async (authorization) => {
    const asked = request(app.getHttpServer()).get('/v1/baskets/1');
    const answer = await (authorization === undefined ? asked : asked.set({ authorization }));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body).toMatchObject({ code: 'request.unauthenticated', status: 401, title: 'Unauthorized' });
  });

  it('opens a webhook door without a key, with the bytes as they came', async () => {
    const answer = await request(app.getHttpServer())
      .post('/v1/baskets/hooks/acme')
      .set('content-type', 'application/json')
      .send('{"a" :  1}');
    expect(answer.body).toEqual({ raw: '{"a" :  1}' });
  });

  it.each([
    ['a look', 'get', '/v1/baskets/1', 'baskets:read', 'key-that-reads', 'key-that-writes'],
    ['a change', 'post', '/v1/baskets/1/close', 'baskets:write', 'key-that-writes', 'key-that-reads'],
    ['another area', 'get', '/v1/baskets/1/ledger', 'ledger:read', 'key-that-audits', 'key-that-reads'],
    ['the operator', 'get', '/v1/baskets/1/owner', 'access:admin', 'key-of-operator', 'key-of-acme'],
  ] as const)('wants the scope of the route for %s, and names it', async (_, method, path, scope, has, lacks) => {
    const ask = (bearer: string) =>
      request(app.getHttpServer())
        [method](path)
        .set({ authorization: `Bearer ${bearer}` });
    expect((await ask(has)).status).toBeLessThan(300);
    const refused = await ask(lacks);
    expect([refused.status, refused.body]).toEqual([403, expect.objectContaining({ code: 'request.scope-missing' })]);
    expect((refused.body as { detail: string }).detail).toContain(scope);
  });

  it('lets an operator name the merchant, and nobody else', async () => {
    const place = (bearer: string, merchant: string) =>
      post()
        .set({ authorization: `Bearer ${bearer}`, 'entrepot-merchant': merchant, 'idempotency-key': 'k' })
        .send(basket);
    expect((await place('key-of-operator', 'acme')).body).toMatchObject({ merchantId: 'acme' });
    expect((await place('key-of-acme', 'other')).body).toMatchObject({ merchantId: 'acme' });
    expect((await place('key-of-operator', 'a/b')).body).toMatchObject({ code: 'request.merchant-invalid' });
    // Every id that a merchant can be opened with.
    const opened = 'eu:Acme_1.b-2';
    expect(compiledValidator(OpenMerchant, { strict: true })({ merchantId: opened, name: 'Acme' })).toEqual([]);
    expect((await place('key-of-operator', opened)).body).toMatchObject({ merchantId: opened });
  });

  it('is the operator for what is about all merchants, also where a merchant is named: its trail tells of no others', async () => {
    const answer = await post('/v1/baskets/1/of-everybody').set({
      ...{ authorization: 'Bearer key-of-operator', 'entrepot-merchant': 'acme' },
    });
    expect(answer.body).toEqual({ merchantId: 'entrepot', by: 'shop', ofAll: true });
  });

  it('believes a service of ours for a minute, for one merchant and for what it needs', async () => {
    const call = { service: 'depot', merchantId: 'acme', scopes: ['baskets:write'] };
    const place = (token: string) =>
      post()
        .set({ authorization: `Bearer ${token}`, 'idempotency-key': 'k' })
        .send(basket);
    const token = serviceCallToken(serviceCallSecret, call);
    expect((await place(token)).body).toMatchObject({ merchantId: 'acme', cause: { actor: 'service:depot' } });
    expect((await place(serviceCallToken('another-secret', call))).status).toBe(401);
    expect((await place(serviceCallToken(serviceCallSecret, call, Date.now() - 61_000))).status).toBe(401);
    expect((await place(serviceCallToken(serviceCallSecret, { ...call, scopes: ['baskets:read'] }))).status).toBe(403);
    const [mark, content = '', signature] = token.split('.');
    const claims = Buffer.from(content, 'base64url').toString().replace('acme', 'else');
    expect((await place(`${mark}.${Buffer.from(claims).toString('base64url')}.${signature}`)).status).toBe(401);
  });

  it('says in the cause who asked', async () => {
    const answer = await post().set({ authorization: 'Bearer key-that-writes', 'idempotency-key': 'k' }).send(basket);
    expect(answer.body).toMatchObject({ cause: { actor: 'shop' } });
  });
});

describe('a body', () => {
  it('that breaks its contract is a 400 naming every field and rule', async () => {
    const lines = [{ sku: 'A', quantity: -1, colour: 'red' }, { quantity: '2' }];
    const answer = await post().set('idempotency-key', 'k').send({ lines });
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'request.invalid', type: 'urn:entrepot:problem:request.invalid' });
    const found = (answer.body as { errors: { field: string; rule: string }[] }).errors.map(
      ({ field, rule }) => `${field} ${rule}`,
    );
    expect(found.sort()).toEqual([
      'lines[0].colour additionalProperties',
      'lines[0].quantity minimum',
      'lines[1].quantity type',
      'lines[1].sku required',
    ]);
  });

  it('that is missing is a 400 naming the field', async () => {
    const answer = await post().set('idempotency-key', 'k');
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field: 'lines', rule: 'required' }] });
  });

  it.each(['{"lines": [', 'null', '"text"', '{"a":1}}'])('that is no JSON object is a 400: %s', async (text) => {
    const answer = await post().set({ 'idempotency-key': 'k', 'content-type': 'application/json' }).send(text);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.malformed' });
    expect((answer.body as { detail: string }).detail).toContain('not JSON');
  });

  it('that is a list is a 400', async () => {
    const answer = await post().set('idempotency-key', 'k').send([1]);
    expect(answer.body).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('that is too large is a 413, on imports only above 32 MiB', async () => {
    const text = 'x'.repeat(1024 * 1024 + 1);
    expect((await post().send({ text })).body).toMatchObject({ status: 413, code: 'request.too-large' });
    const answer = await post('/v1/baskets/imports').set('content-type', 'text/csv').send(text);
    expect(answer.body).toEqual({ length: text.length, type: 'string' });
    const stranger = await request(app.getHttpServer()).post('/v1/baskets/imports').send({ text });
    expect(stranger.body).toMatchObject({ status: 401 });
  });

  it('of another type is a 415', async () => {
    for (const type of [
      'text/csv',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
    ]) {
      const answer = await post().set({ 'idempotency-key': 'k', 'content-type': type }).send('a=1');
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });

  it('that is nested without end is a 400', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const answer = await post('/v1/baskets/1/close').set('content-type', 'application/json').send(deep);
    expect(answer.body).toMatchObject({ status: 400, code: 'request.malformed' });
  });

  it('cannot smuggle a prototype in', async () => {
    const answer = await post()
      .set({ 'idempotency-key': 'k', 'content-type': 'application/json' })
      .send('{"lines":[{"sku":"A","quantity":1}],"__proto__":{"admin":true}}');
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field: '__proto__' }] });
  });
});

describe('idempotency', () => {
  it('asks for a key where one is required', async () => {
    expect((await post().send(basket)).body).toMatchObject({ status: 400, code: 'request.idempotency-key-missing' });
    const odd = await post().set('idempotency-key', 'a b').send(basket);
    expect(odd.body).toMatchObject({ status: 400, code: 'request.idempotency-key-invalid' });
  });

  it('makes the cause from route, key, body and trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await post().set({ 'idempotency-key': 'k1', traceparent }).send(basket);
    const { cause, traced } = answer.body as { cause: HttpCause; traced: string };
    expect(cause).toMatchObject({
      source: 'http:POST /v1/baskets',
      key: 'k1',
      hash: contentHash({ path: {}, body: basket }),
    });
    expect(cause.trace).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(cause.trace).not.toBe(traceparent);
    expect(traced).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(answer.headers['traceparent']).toBe(cause.trace);
  });

  it('answers a creation with 201, place and version, and its repeat alike with a mark', async () => {
    const first = await post().set('idempotency-key', 'k').send(basket);
    expect([first.status, first.headers['location'], first.headers['etag']]).toEqual([201, '/v1/baskets/1', '"3"']);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const again = await post().set('idempotency-key', 'again').send(basket);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
  });

  it('gives a random key where none is asked for, names the route and tells why an input was ignored', async () => {
    const send = () => post('/v1/baskets/b%2F7/close').set('if-match', '"12"');
    const [one, other] = [await send(), await send()];
    expect(one.status).toBe(200);
    expect(one.headers['entrepot-ignored']).toBe('so j?');
    const { cause, version } = one.body as { cause: HttpCause; version: number };
    expect([cause.source, version]).toEqual(['http:POST /v1/baskets/:id/close', 12]);
    expect((other.body as { cause: HttpCause }).cause.key).not.toBe(cause.key);
  });

  it('refuses an If-Match that is no version', async () => {
    const answer = await post('/v1/baskets/1/close').set('if-match', 'W/"abc"');
    expect(answer.body).toMatchObject({ status: 400, code: 'request.if-match-invalid' });
    for (const etag of ['"12-erased"', '"12-0f3a"', 'W/"12-0f3a"']) {
      expect((await post('/v1/baskets/1/close').set('if-match', etag)).body).toMatchObject({ version: 12 });
    }
  });
});

describe('reading', () => {
  it('answers 304 when the caller has this version', async () => {
    expect((await get('/v1/baskets/1')).headers['etag']).toBe('"3"');
    expect((await get('/v1/baskets/1').set('if-none-match', '"3"')).status).toBe(304);
    expect((await get('/v1/baskets/1').set('if-none-match', '"2"')).status).toBe(200);
  });

  it('reads numbers and flags of a query by their declared type and refuses the rest', async () => {
    expect((await get('/v1/baskets?limit=20&gift=true&status=open')).body).toEqual({
      limit: 20,
      gift: true,
      status: 'open',
    });
    expect((await get('/v1/baskets?limit=0')).body).toMatchObject({
      status: 400,
      errors: [{ field: 'limit', rule: 'minimum' }],
    });
    expect((await get('/v1/baskets?limit=201')).status).toBe(400);
    expect((await get('/v1/baskets?limit=many')).body).toMatchObject({ errors: [{ field: 'limit', rule: 'type' }] });
    expect((await get('/v1/baskets?stauts=open')).body).toMatchObject({ errors: [{ field: 'stauts' }] });
    expect((await get('/v1/baskets?status=open&status=closed')).status).toBe(400);
    expect((await get('/v1/baskets?status[$ne]=open')).status).toBe(400);
  });

  it('refuses a path parameter that cannot be a key', async () => {
    for (const path of [`failing/${'x'.repeat(201)}`, 'failing/a%0Ab']) {
      expect((await get(`/v1/baskets/${path}`)).body).toMatchObject({ status: 400, errors: [{ field: 'how' }] });
    }
    // What is held is named after the key of its message.
    expect((await get(`/v1/baskets/${'x'.repeat(2_000)}`)).status).toBe(200);
    expect((await get(`/v1/baskets/${'x'.repeat(2_001)}`)).body).toMatchObject({
      status: 400,
      errors: [{ field: 'id' }],
    });
    expect((await get('/v1/baskets/a%00b')).status).toBe(400);
    expect((await get('/v1/baskets/%zz')).body).toMatchObject({ status: 400, code: 'request.malformed' });
  });
});

describe('a problem', () => {
  it.each([
    ['basket.invalid', 422],
    ['basket.forbidden', 403],
    ['basket.not-found', 404],
    ['basket.conflict', 409],
    ['basket.stale', 412],
    ['basket.unavailable', 503],
    ['idempotency.key-reused', 422],
    ['request.outcome-unknown', 503],
    ['webhook.stale', 401],
  ])('of code %s is a %i', async (code, status) => {
    const answer = await get(`/v1/baskets/failing/${code}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, status });
    expect(answer.headers['retry-after'] === undefined).toBe(status !== 503);
    expect((answer.body as { traceId: string }).traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('fills in what its message names and lists the fields at fault', async () => {
    const { body } = await get('/v1/baskets/failing/basket.invalid');
    expect(body).toMatchObject({ detail: 'Basket b1 is odd', errors: [{ field: 'a', rule: 'r', message: 'm' }] });
  });

  it("of nobody's making is a 500 that says nothing about the inside", async () => {
    for (const how of ['bug', 'twice', 'basket.unheard-of']) {
      const answer = await get(`/v1/baskets/failing/${how}`);
      expect(answer.body).toMatchObject({ status: 500, code: 'internal' });
      expect(JSON.stringify(answer.body)).not.toMatch(/secret|TypeError|unheard/);
    }
  });

  it('of a silent database, broker or partner is a 503 that says when to come back', async () => {
    for (const who of ['mongo', 'many', 'secondary', 'kafka']) {
      const { body } = await get(`/v1/baskets/failing/${who}`);
      expect(body).toMatchObject({ status: 503, code: 'service.unavailable' });
    }
    const answer = await get('/v1/baskets/failing/call');
    expect(answer.body).toMatchObject({ status: 503, code: 'dependency.unavailable' });
    expect(answer.headers['retry-after']).toBe('5');
  });

  it('of an unknown route is a 404, of a wrong method a 405 that names the right ones', async () => {
    expect((await get('/v1/nothing')).body).toMatchObject({ status: 404, code: 'request.route-unknown' });
    const answer = await request(app.getHttpServer()).delete('/v1/baskets/1').set(key);
    expect(answer.body).toMatchObject({ status: 405, code: 'request.method-not-allowed' });
    expect(answer.headers['allow']).toBe('GET');
  });
});
