import { Kafka, logLevel } from 'kafkajs';
import request from 'supertest';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { Readers, type RunningService } from '../src/index';
import { luck } from './counters/counter';
import {
  countersEnvironment,
  KEY,
  launchCounters,
  OPERATOR_KEY,
  OTHER_KEY,
  OutsideDoubler,
} from './counters/running-counters';

jest.setTimeout(60_000);

const prefix = uniqueName('platform').slice(0, 24);
const doubler = new OutsideDoubler();
let environment: Record<string, string>;
let service: RunningService;
let keys = 0;

const get = (path: string, key = KEY) => request(service.url).get(path).set('authorization', `Bearer ${key}`);
const post = (path: string, body: object = {}, idempotencyKey = `key-${(keys += 1)}`, key = KEY) =>
  request(service.url)
    .post(path)
    .set({ authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey })
    .send(body);
const bodyOf = async (path: string, key = KEY) => (await get(path, key)).body as Record<string, unknown>;
const marksOf = async (key = KEY) => (await bodyOf('/v1/tally', key))['marks'] as number;

async function openCounter(label: string, more: object = {}): Promise<string> {
  const answer = await post('/v1/counters', { label, ...more });
  expect(answer.status).toBe(201);
  return (answer.body as { counterId: string }).counterId;
}

async function quiet(): Promise<Record<string, unknown>> {
  return eventually(
    () => bodyOf('/v1/operations/progress'),
    ({ idle }) => idle === true,
    20_000,
  );
}

beforeAll(async () => {
  environment = countersEnvironment(prefix, await doubler.open(), testBackend());
  service = await launchCounters(environment);
});

afterAll(async () => {
  await service.stop();
  await doubler.close();
  await cleanUp(prefix, testBackend());
});

describe('a service', () => {
  it('is ready, alive and measured', async () => {
    expect((await get('/health/ready')).body).toEqual({ status: 'ready', phase: 'running', missing: [] });
    expect((await get('/health/live')).body).toEqual({ status: 'alive', dead: [] });
    expect((await get('/openapi.json')).body).toMatchObject({ info: { title: 'Entrepot counters' } });
    expect((await get('/docs')).status).toBe(200);
  });

  it('takes a request all the way: commit, relay, Kafka, reaction, views, and back', async () => {
    const id = await openCounter('boxes');
    expect((await get(`/v1/counters/${id}`)).body).toEqual({ counterId: id, label: 'boxes', total: 0, closed: false });
    const raised = await post(`/v1/counters/${id}/raise`, { by: 5 });
    expect([raised.status, raised.headers['etag'], raised.body]).toMatchObject([200, '"2"', { total: 5 }]);

    expect(await eventually(marksOf, (marks) => marks === 5)).toBe(5);
    const listed = await eventually(
      () => bodyOf('/v1/counters'),
      ({ items }) => (items as { total: number }[]).some(({ total }) => total === 5),
    );
    expect(listed).toEqual({ items: [{ counterId: id, label: 'boxes', total: 5, closed: false }] });
    const trail = await eventually(
      () => bodyOf('/v1/tally/trail'),
      ({ items }) => (items as unknown[]).length === 2,
    );
    expect((trail['items'] as { what: string }[]).map(({ what }) => what)).toEqual(['CounterRaised', 'TallyMarked']);
  });

  it('answers a repeated request alike and does it once', async () => {
    const before = await marksOf();
    const first = await post('/v1/counters', { label: 'once' }, 'open-once');
    const again = await post('/v1/counters', { label: 'once' }, 'open-once');
    expect([again.status, again.body, again.headers['location']]).toEqual([201, first.body, first.headers['location']]);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    const other = await post('/v1/counters', { label: 'other' }, 'open-once');
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency.key-reused' });

    const path = `${String(first.headers['location'])}/raise`;
    const [one, two] = await Promise.all([post(path, { by: 2 }, 'raise-once'), post(path, { by: 2 }, 'raise-once')]);
    expect([one.body, two.body]).toMatchObject([{ total: 2 }, { total: 2 }]);
    await post(path, { by: 1 });
    const late = await post(path, { by: 2 }, 'raise-once');
    expect([late.body, late.headers['etag']]).toMatchObject([{ total: 2 }, '"2"']);
    expect(await eventually(marksOf, (marks) => marks === before + 3)).toBe(before + 3);
  });

  it('refuses a change of what the caller has not seen', async () => {
    const id = await openCounter('matched');
    const raise = (version: string) => post(`/v1/counters/${id}/raise`, { by: 1 }).set('if-match', version);
    expect((await raise('"1"')).status).toBe(200);
    expect((await raise('"1"')).body).toMatchObject({ status: 412, code: 'request.stale' });
    expect((await raise('"2"')).status).toBe(200);
  });

  it('keeps merchants apart', async () => {
    const id = await openCounter('secret');
    expect((await get(`/v1/counters/${id}`, OTHER_KEY)).body).toMatchObject({ status: 404, code: 'counter.not-found' });
    expect((await post(`/v1/counters/${id}/raise`, { by: 1 }, 'x', OTHER_KEY)).status).toBe(404);
    expect(await bodyOf('/v1/counters', OTHER_KEY)).toEqual({ items: [] });
    expect(await bodyOf('/v1/operations/streams/counter/' + id, OTHER_KEY)).toEqual({ items: [] });
  });

  it('performs an effect once, with a key that comes from the intent', async () => {
    doubler.keys.length = 0;
    const id = await openCounter('doubled');
    await post(`/v1/counters/${id}/raise`, { by: 4 });
    expect((await post(`/v1/counters/${id}/double`)).status).toBe(202);
    const total = () => bodyOf(`/v1/counters/${id}`).then((body) => body['total']);
    expect(await eventually(total, (found) => found === 8)).toBe(8);
    expect(new Set(doubler.keys)).toEqual(new Set([encodeURIComponent(`acme/counter/${id}/0000000003#0`)]));
  });

  it('tries an effect again that gets no answer', async () => {
    const usual = doubler.answer;
    let refusals = 0;
    doubler.answer = (_, response) => {
      refusals += 1;
      response.writeHead(500).end();
      if (refusals >= 3) doubler.answer = usual;
    };
    doubler.keys.length = 0;
    const id = await openCounter('late');
    await post(`/v1/counters/${id}/raise`, { by: 3 });
    await post(`/v1/counters/${id}/double`);
    const total = () => bodyOf(`/v1/counters/${id}`).then((body) => body['total']);
    expect(await eventually(total, (found) => found === 6, 20_000)).toBe(6);
    expect(new Set(doubler.keys).size).toBe(1);
  });

  it('wakes a stream when its time has come', async () => {
    const id = await openCounter('timed', { closesAt: new Date(Date.now() + 500).toISOString() });
    const closed = () => bodyOf(`/v1/counters/${id}`).then((body) => body['closed']);
    expect(await eventually(closed, (found) => found === true)).toBe(true);
    expect((await post(`/v1/counters/${id}/raise`, { by: 1 })).body).toMatchObject({
      status: 409,
      code: 'counter.closed',
    });
  });

  it('takes messages of others at its Kafka door', async () => {
    const id = await openCounter('by message');
    const producer = new Kafka({ brokers: testBackend().brokers.split(','), logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const topic = `${prefix}-counters.intake.v1`;
    const send = (body: string, messageId: string) =>
      producer.send({ topic, messages: [{ key: 'acme/any', value: body, headers: { ce_id: messageId } }] });
    await send(JSON.stringify({ counterId: id, by: 9 }), 'm1');
    await send(JSON.stringify({ counterId: id, by: 9 }), 'm1');
    await send(JSON.stringify({ counterId: id, by: -1 }), 'm2');
    await send('{"counterId":', 'm3');
    await send(JSON.stringify({ counterId: id, by: 1 }), 'm4');
    const total = () => bodyOf(`/v1/counters/${id}`).then((body) => body['total']);
    expect(await eventually(total, (found) => found === 10)).toBe(10);
    await producer.disconnect();
  });

  it('shows what a stream has recorded', async () => {
    const id = await openCounter('history');
    await post(`/v1/counters/${id}/raise`, { by: 4 }, 'history-raise');
    const history = await bodyOf(`/v1/operations/streams/counter/${id}?limit=1`);
    expect(history).toMatchObject({ items: [{ version: 1, event: { type: 'CounterOpened' } }], next: '1' });
    const rest = await bodyOf(`/v1/operations/streams/counter/${id}?after=1`);
    expect(rest).toMatchObject({
      items: [{ version: 2, cause: { source: 'http:POST /v1/counters/:id/raise', key: 'history-raise' } }],
    });
    expect(await bodyOf('/v1/operations/streams/nothing/1')).toMatchObject({ status: 404 });
  });

  it('puts what is wrong aside, goes on with the rest, and redrives it over REST', async () => {
    const before = (await quiet(), await marksOf());
    const [unlucky, lucky] = [await openCounter('unlucky'), await openCounter('lucky')];
    await post(`/v1/counters/${unlucky}/raise`, { by: 13 });
    await post(`/v1/counters/${lucky}/raise`, { by: 1 });
    expect(await eventually(marksOf, (marks) => marks === before + 1)).toBe(before + 1);

    const list = () => bodyOf('/v1/operations/dead-letters') as Promise<{ items: Record<string, string>[] }>;
    const { items } = await eventually(list, (page) => page.items.length === 1);
    expect(items).toMatchObject([
      { reaction: 'OnCounterRaised', code: 'tally.unlucky', message: { type: 'CounterRaised' } },
    ]);
    expect(JSON.stringify(items)).not.toContain('"by"');
    expect(await bodyOf('/v1/operations/dead-letters', OTHER_KEY)).toEqual({ items: [] });
    const path = `/v1/operations/dead-letters/${encodeURIComponent(items[0]?.['id'] ?? '')}`;
    expect(await bodyOf(path)).toMatchObject({ message: { body: { type: 'CounterRaised', by: 13 } } });
    expect((await get(path, OTHER_KEY)).status).toBe(404);

    expect((await post(`${path}/redrive`)).body).toMatchObject({ status: 409, code: 'operations.redrive-failed' });
    luck.thirteenIsFine = true;
    const redriven = await post(`${path}/redrive`);
    expect([redriven.status, redriven.body]).toMatchObject([200, { result: 'committed' }]);
    expect(await marksOf()).toBe(before + 14);
    expect(await list()).toEqual({ items: [] });
    expect((await post(`${path}/redrive`)).status).toBe(404);
  });

  it('knows when it is quiet and when its readers have caught up', async () => {
    const progress = await quiet();
    expect(progress).toMatchObject({
      idle: true,
      lag: 0,
      parked: 0,
      deadLetters: 0,
      tasksDue: 0,
      relay: { publishes: true, behind: 0 },
    });
    await openCounter('one more');
    const readers = service.app.get(Readers);
    expect(await readers.readersCaughtUp(10_000)).toEqual([{ group: 'counters', caughtUp: true, behind: 0 }]);
  });

  it('shares its work between processes, of which one leaves in the middle', async () => {
    const id = await openCounter('shared');
    await quiet();
    const marks = await marksOf();
    const second = await launchCounters(environment);
    const raise = (url: string, index: number) =>
      request(url)
        .post(`/v1/counters/${id}/raise`)
        .set({ authorization: `Bearer ${KEY}`, 'idempotency-key': `shared-${index}` })
        .send({ by: 1 })
        .then(({ status }) => status);
    const first = await Promise.all(
      Array.from({ length: 40 }, (_, index) => raise([service.url, second.url][index % 2] ?? '', index)),
    );
    const leaving = second.stop();
    const rest = await Promise.all(Array.from({ length: 20 }, (_, index) => raise(service.url, 40 + index)));
    await leaving;
    expect(new Set([...first, ...rest])).toEqual(new Set([200]));
    expect(await bodyOf(`/v1/counters/${id}`)).toMatchObject({ total: 60 });
    expect(await quiet()).toMatchObject({ idle: true, deadLetters: 0 });
    expect(await marksOf()).toBe(marks + 60);
  });

  it('rule 24: has a view rebuilt over its door, and tells how it is', async () => {
    const id = await openCounter('rebuilt');
    await post(`/v1/counters/${id}/raise`, { by: 3 });
    await quiet();
    const views = async () => ((await bodyOf('/v1/operations/views'))['items'] ?? []) as Record<string, unknown>[];
    const counters = async () => (await views()).find(({ name }) => name === 'counters');
    expect(await counters()).toMatchObject({ state: 'live', ageMs: 0 });
    const rows = async () => ((await bodyOf('/v1/counters'))['items'] as unknown[]).length;
    const known = await rows();
    const rebuild = (view: string, query: string, key = OPERATOR_KEY) =>
      post(`/v1/operations/views/${view}/rebuild${query}`, {}, `rebuild-${view}-${key}`, key);
    expect((await rebuild('counters', '', KEY)).body).toMatchObject({ status: 403, code: 'request.scope-missing' });
    const asked = await rebuild('counters', '?reason=a%20new%20column');
    expect([asked.status, asked.body]).toMatchObject([202, { name: 'counters', state: 'requested' }]);
    const built = await eventually(counters, (view) => view?.['builtAt'] !== undefined, 20_000);
    expect(built).toMatchObject({ state: 'live', handler: expect.any(String) as string, skipped: 0 });
    expect(built?.['done']).toBeGreaterThan(1);
    expect(await rows()).toBe(known);
    expect(await bodyOf(`/v1/counters/${id}`)).toMatchObject({ total: 3 });
    const audit = (await bodyOf('/v1/operations/audit?action=rebuild', OPERATOR_KEY)) as { items: object[] };
    expect(audit.items).toMatchObject([{ what: 'view', ids: ['counters'], reason: 'a new column', by: 'fixed' }]);
    const unknown = await rebuild('nothing', '');
    expect([unknown.status, unknown.body]).toMatchObject([404, { code: 'operations.not-found' }]);
  });

  it('goes on after a restart where it was', async () => {
    const id = await openCounter('restarted');
    await quiet();
    const marks = await marksOf();
    await post(`/v1/counters/${id}/raise`, { by: 7 }, 'before-restart');
    await service.stop();
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
    service = await launchCounters(environment);
    expect((await bodyOf(`/v1/counters/${id}`))['total']).toBe(7);
    const repeat = await post(`/v1/counters/${id}/raise`, { by: 7 }, 'before-restart');
    expect([repeat.headers['idempotent-replayed'], repeat.body]).toMatchObject(['true', { total: 7 }]);
    await post(`/v1/counters/${id}/raise`, { by: 1 });
    expect(await quiet()).toMatchObject({ idle: true, deadLetters: 0 });
    expect(await marksOf()).toBe(marks + 8);
  });

  it('measures what it did', async () => {
    const { text } = await get('/metrics');
    expect(text).toMatch(/entrepot_commit_duration_seconds_count [1-9]/);
    expect(text).toMatch(/entrepot_inputs_settled_total\{handler="OnCounterRaised",how="committed"\} [1-9]/);
    expect(text).toMatch(/entrepot_events_relayed_total [1-9]/);
    expect(text).not.toMatch(/entrepot_alarms_total\{alarm="(?!handler-failed)[^}]*\} [1-9]/);
    expect(text).toContain('entrepot_alarms_total{alarm="version-jump"} 0\n');
    expect(text).toMatch(/entrepot_consumer_oldest_input_seconds\{topic="counters.counter.v1"\} \d/);
    expect(text).toMatch(/entrepot_view_age_seconds\{view="counters"\} \d/);
    expect(text).toMatch(/entrepot_dead_letters 0\n/);
    expect(text).toMatch(/entrepot_consumer_lag\{topic="counters.counter.v1"\} \d/);
    expect(text).toContain('entrepot_call_breaker_state{call="doubler",state="closed"} 1');
  });
});
