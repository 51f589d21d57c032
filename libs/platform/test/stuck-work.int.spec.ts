import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { AuditTrail, DeadLetters, ParkedInputs } from '@entrepot/eventstore';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import type { RunningService } from '../src/index';
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

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly since: string;
  readonly ageSeconds: number;
  readonly retry: string;
  readonly reason?: string;
}
interface Page<T = Item> {
  readonly items: T[];
  readonly next?: string;
}

interface Selected {
  readonly results: { readonly id: string; readonly result: string }[];
}

const prefix = uniqueName('stuck').slice(0, 24);
const doubler = new OutsideDoubler();
let service: RunningService;

const as = (key: string, made: request.Test) =>
  made.set({ authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() });
const get = (path: string, key = KEY) => as(key, request(service.url).get(path));
const post = (path: string, body: object = {}, key = KEY) => as(key, request(service.url).post(path)).send(body);
const stuck = async (query = '', key = KEY) => (await get(`/v1/operations/stuck?${query}`, key)).body as Page;
const letters = async () => ((await get('/v1/operations/dead-letters')).body as Page).items.map(({ id }) => id);
const audit = async (query = '') =>
  ((await get(`/v1/operations/audit?${query}`)).body as Page<Record<string, unknown>>).items;

async function openCounter(label: string): Promise<string> {
  return ((await post('/v1/counters', { label })).body as { counterId: string }).counterId;
}

/** So many inputs that become dead letters. */
async function unluckyOnes(count: number): Promise<string[]> {
  luck.thirteenIsFine = false;
  const before = (await letters()).length;
  const id = await openCounter('unlucky');
  for (let index = 0; index < count; index += 1) await post(`/v1/counters/${id}/raise`, { by: 13 });
  return (await eventually(letters, (ids) => ids.length === before + count, 30_000)).slice(before);
}

/** A task whose call always fails. */
async function failingTask(): Promise<Item> {
  doubler.answer = (_, response) => response.writeHead(500).end();
  const id = await openCounter('not doubled');
  await post(`/v1/counters/${id}/raise`, { by: 1 });
  await post(`/v1/counters/${id}/double`);
  const { items } = await eventually(
    () => stuck('kind=task&olderThan=PT0S'),
    (page) => page.items.some((item) => item.id.includes(id) && item.reason !== undefined),
  );
  return items.find((item) => item.id.includes(id))!;
}

/** Something parked that nobody drives: of a partition that no process owns. */
async function parkSomething(offset: number, merchantId = 'acme'): Promise<string> {
  const inputs = service.app.get(ParkedInputs);
  const message = { topic: 'elsewhere.topic.v1', partition: 0, offset, key: null, headers: {}, value: '{}' };
  const input = { reaction: 'tally', source: `${merchantId}/counter/${offset}`, merchantId, message };
  await inputs.park([{ ...input, reason: 'tally.not-found', retryAt: new Date(Date.now() + 3_600_000).toISOString() }]);
  const { items } = await inputs.list(merchantId, { limit: 200 });
  return items.find((held) => held.message.offset === offset)!.id;
}

beforeAll(async () => {
  service = await launchCounters(countersEnvironment(prefix, await doubler.open(), testBackend()));
});

afterAll(async () => {
  await service.stop();
  await doubler.close();
  await cleanUp(prefix, testBackend());
});

describe('stuck work', () => {
  it('shows whatever does not move on, by age, page by page, each with the way to try it again', async () => {
    const counter = await openCounter('left open');
    const [letter] = await unluckyOnes(1);
    const parked = await parkSomething(1);
    const task = await failingTask();
    const { items } = await eventually(
      () => stuck('olderThan=PT0S'),
      (page) => page.items.some(({ id }) => id === counter),
    );
    const found = items.map(({ kind, id }) => `${kind} ${id}`);
    const wanted = [`stream ${counter}`, `dead-letter ${letter}`, `parked ${parked}`, `task ${task.id}`];
    expect(found.filter((each) => wanted.includes(each))).toEqual(wanted);
    expect(items.map(({ since }) => since)).toEqual(items.map(({ since }) => since).sort());
    expect(items.find(({ id }) => id === counter)).toMatchObject({
      ...{ state: 'open', stream: 'counter', waitsFor: 'operator', retry: `/v1/counters/${counter}/raise` },
    });
    expect(task).toMatchObject({ state: 'overdue', handler: 'DoubleCounter', reason: expect.stringContaining('500') });

    const paged: Item[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: Page = await stuck(`olderThan=PT0S&limit=1${next === '' ? '' : `&cursor=${next}`}`);
      paged.push(...page.items);
      next = page.next;
    }
    expect(paged.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  });

  it('is measured: how much of what waits, and since when', async () => {
    const metrics = async () => (await get('/metrics')).text;
    const text = await eventually(
      metrics,
      (told) => /entrepot_sagas\{kind="counter",state="open"\} [1-9]/.test(told),
      45_000,
    );
    const valueOf = (series: string) => Number(text.split('\n').find((line) => line.startsWith(`${series} `))?.split(' ')[1]); // prettier-ignore
    expect(valueOf('entrepot_dead_letters')).toBeGreaterThan(0);
    expect([valueOf('entrepot_parked_inputs'), valueOf('entrepot_parked_keys')]).toEqual([1, 1]);
    expect(valueOf('entrepot_parked_oldest_seconds')).toBeGreaterThan(0);
    expect(valueOf('entrepot_tasks')).toBeGreaterThan(0);
    expect(valueOf('entrepot_task_oldest_due_seconds')).toBeGreaterThanOrEqual(0);
    expect(valueOf('entrepot_relay_leading')).toBe(1);
    expect(valueOf('entrepot_relay_still_seconds')).toBeGreaterThanOrEqual(0);
    expect(valueOf('entrepot_saga_oldest_seconds{kind="counter",state="open"}')).toBeGreaterThan(0);
    expect(valueOf('entrepot_saga_expected_seconds{kind="counter",state="open"}')).toBe(30 * 86_400);
  });

  it('finds by kind, state, handler and age, and only what is one’s own', async () => {
    await unluckyOnes(1);
    await parkSomething(2);
    const kindsOf = async (query: string, key = KEY) => [
      ...new Set((await stuck(query, key)).items.map(({ kind }) => kind)),
    ];
    expect(await kindsOf('kind=dead-letter')).toEqual(['dead-letter']);
    expect(await kindsOf('state=waiting')).toEqual(['parked']);
    expect(await kindsOf('state=open&olderThan=PT0S')).toEqual(['stream']);
    expect(await kindsOf('handler=OnCounterRaised')).toEqual(['dead-letter']);
    expect(await kindsOf('handler=DoubleCounter&olderThan=PT0S')).toEqual(['task']);
    expect(await kindsOf('olderThan=PT1H')).toEqual([]);
    expect(await kindsOf('kind=stream')).toEqual([]);
    expect(await kindsOf('', OTHER_KEY)).toEqual([]);
    expect((await get('/v1/operations/stuck?olderThan=1h')).body).toMatchObject({
      ...{ status: 400, errors: [{ field: 'olderThan' }] },
    });
    expect((await get('/v1/operations/stuck?cursor=x')).status).toBe(422);
  });

  it('has a task run now, and gives one up with a reason: it becomes a dead letter that can be redriven', async () => {
    const task = await failingTask();
    const path = `/v1/operations/tasks/${encodeURIComponent(task.id)}`;
    expect((await post(task.retry)).status).toBe(202);
    expect((await post(`${path}/cancel`)).body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    expect((await post(`${path}/cancel`, { reason: 'mine' }, OTHER_KEY)).status).toBe(404);
    expect((await post(`${path}/cancel`, { reason: 'the doubler has closed' })).body).toMatchObject({
      ...{ id: task.id, result: 'given-up' },
    });
    expect((await get(path)).status).toBe(404);
    const { items } = await stuck('kind=dead-letter&handler=DoubleCounter');
    expect(items).toMatchObject([{ code: 'operations.given-up', reason: 'the doubler has closed' }]);
    doubler.answer = (_, response, total) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ by: total }));
    // The breaker of the calls that failed must close first.
    const redriven = await eventually(
      () => post(items[0]!.retry),
      ({ status }) => status === 200,
      30_000,
    );
    expect(redriven.body).toMatchObject({ result: 'done' });
  });

  it('does not give up a timer', async () => {
    const closesAt = new Date(Date.now() + 3_600_000).toISOString();
    const { counterId } = (await post('/v1/counters', { label: 'timed', closesAt })).body as { counterId: string };
    const id = encodeURIComponent(`acme/counter/${counterId}`);
    await eventually(
      () => get(`/v1/operations/tasks/${id}`),
      ({ status }) => status === 200,
    );
    const refused = await post(`/v1/operations/tasks/${id}/cancel`, { reason: 'no' });
    expect(refused.body).toMatchObject({ status: 409, code: 'operations.timer-stays' });
  });

  it('runs and gives up several tasks at once, timers refused, and does nothing in a dry run', async () => {
    const task = await failingTask();
    const closesAt = new Date(Date.now() + 3_600_000).toISOString();
    const { counterId } = (await post('/v1/counters', { label: 'timed', closesAt })).body as { counterId: string };
    const timer = `acme/counter/${counterId}`;
    await eventually(
      () => get(`/v1/operations/tasks/${encodeURIComponent(timer)}`),
      ({ status }) => status === 200,
    );
    const act = async (action: string, body: object) =>
      (await post(`/v1/operations/tasks/${action}`, body)).body as object;
    const dry = await act('cancel', { filter: { handler: 'DoubleCounter' }, dryRun: true, reason: 'no' });
    expect(dry).toMatchObject({ results: expect.arrayContaining([{ id: task.id, result: 'selected' }]) as object });
    expect(await act('run', { ids: [task.id, 'nothing'] })).toMatchObject({
      results: [
        { id: task.id, result: 'due' },
        { id: 'nothing', result: 'not-found' },
      ],
    });
    expect(await act('cancel', { ids: [task.id] })).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    expect(await act('cancel', { ids: [timer, task.id], reason: 'closed for good' })).toMatchObject({
      results: [
        { id: timer, result: 'refused' },
        { id: task.id, result: 'given-up' },
      ],
    });
    const [last] = await audit('action=cancel');
    expect(last).toMatchObject({ what: 'task', ids: [timer, task.id], reason: 'closed for good' });
    const [letter] = (await stuck('kind=dead-letter&handler=DoubleCounter')).items;
    await as(
      KEY,
      request(service.url).delete(`/v1/operations/dead-letters/${encodeURIComponent(letter!.id)}?reason=done`),
    );
  });

  it('redrives selected ones and all that match, says of each what became of it, and tries nothing in a dry run', async () => {
    const own = await unluckyOnes(4);
    const redrive = async (body: object) =>
      (await post('/v1/operations/dead-letters/redrive', body)).body as {
        results: { id: string; result: string }[];
        next?: string;
      };
    const all = { handler: 'OnCounterRaised', code: 'tally.unlucky' };
    expect(await redrive({ ids: [own[0], 'nothing'] })).toMatchObject({
      dryRun: false,
      results: [
        { id: own[0], result: 'failed', code: 'tally.unlucky' },
        { id: 'nothing', result: 'not-found' },
      ],
    });
    luck.thirteenIsFine = true;
    const dry = await redrive({ filter: all, dryRun: true });
    expect(dry.results.map(({ id, result }) => `${result} ${id}`)).toEqual(
      expect.arrayContaining(own.map((id) => `selected ${id}`)),
    );
    expect(await letters()).toEqual(expect.arrayContaining(own));
    const first = await redrive({ filter: { ...all, limit: 2 }, reason: 'thirteen is fine by now' });
    expect(first.results.map(({ result }) => result)).toEqual(['committed', 'committed']);
    await redrive({ filter: { ...all, cursor: first.next } });
    expect(await letters()).not.toEqual(expect.arrayContaining([own[3]]));
    expect((await stuck('handler=OnCounterRaised')).items).toEqual([]);
    expect((await redrive({ filter: all })).results).toEqual([]);
  });

  it('refuses a selection that names nothing, or ids and a filter', async () => {
    for (const body of [{}, { ids: ['a'], filter: {} }]) {
      const refused = await post('/v1/operations/dead-letters/redrive', body);
      expect(refused.body).toMatchObject({ status: 400, errors: [{ rule: 'one' }] });
    }
  });

  it('discards only with a reason, which is kept', async () => {
    const [one, two, three] = await unluckyOnes(3);
    const path = `/v1/operations/dead-letters/${encodeURIComponent(one!)}`;
    const drop = (query: string) => as(KEY, request(service.url).delete(`${path}${query}`));
    expect((await drop('')).body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    expect((await drop('?reason=a%20test%20order')).status).toBe(204);
    const discard = (body: object) => post('/v1/operations/dead-letters/discard', body);
    expect((await discard({ ids: [two] })).body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    const both = await discard({ ids: [two, three], reason: 'test orders' });
    expect(both.body).toMatchObject({ results: [{ result: 'discarded' }, { result: 'discarded' }] });
    const [last, before] = await audit('action=discard');
    expect(last).toMatchObject({ what: 'dead-letter', ids: [two, three], reason: 'test orders', by: 'fixed' });
    expect(before).toMatchObject({ ids: [one], reason: 'a test order', results: [{ id: one, result: 'discarded' }] });
  });

  it('makes parked inputs due, and gives them up, several at once', async () => {
    const ids = [await parkSomething(11), await parkSomething(12)];
    const due = await post('/v1/operations/parked/redrive', { filter: { handler: 'tally' } });
    expect([due.status, (due.body as { results: object[] }).results]).toEqual([
      202,
      expect.arrayContaining(ids.map((id) => ({ id, result: 'due' }))),
    ]);
    const given = await post('/v1/operations/parked/give-up', { ids, reason: 'their topic is gone' });
    expect(given.body).toMatchObject({ results: ids.map((id) => ({ id, result: 'given-up' })) });
    const last = encodeURIComponent(await parkSomething(13));
    const one = (body: object) => post(`/v1/operations/parked/${last}/give-up`, body);
    expect((await one({})).body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    expect((await one({ reason: 'this one too' })).body).toMatchObject({ result: 'given-up' });
    expect((await one({ reason: 'again' })).status).toBe(404);
    const parked = (await get('/v1/operations/parked?handler=tally')).body as Page;
    expect(parked.items.filter(({ id }) => ids.includes(id))).toEqual([]);
    const { items } = await stuck('kind=dead-letter&handler=tally');
    const givenUp = ids.map(() => ({ code: 'operations.given-up', reason: 'their topic is gone' }));
    expect(items).toMatchObject([...givenUp, { reason: 'this one too' }]);
  });

  it('writes down who did what before it is done, for one’s own merchant', async () => {
    const [letter] = await unluckyOnes(1);
    const started = new Date().toISOString();
    const trail = service.app.get(AuditTrail);
    const complete = trail.complete.bind(trail);
    trail.complete = () => Promise.reject(Object.assign(new Error('gone'), { name: 'MongoNetworkError' }));
    const cut = await post('/v1/operations/dead-letters/redrive', { ids: [letter], reason: 'again' });
    trail.complete = complete;
    expect(cut.status).toBe(503);
    await post('/v1/operations/dead-letters/redrive', { ids: [letter] });
    const [done, unfinished] = await audit(`from=${started}&action=redrive`);
    expect(done).toMatchObject({ by: 'fixed', ids: [letter], results: [{ id: letter, result: 'failed' }] });
    expect(unfinished).toMatchObject({ ids: [letter], reason: 'again' });
    expect(unfinished).not.toHaveProperty('results');
    const others = ((await get('/v1/operations/audit', OTHER_KEY)).body as Page<{ ids: string[] }>).items;
    expect(others.filter(({ ids }) => ids.includes(letter!))).toEqual([]);
  });

  it('is done as slowly as is asked for, and what does not fit into ten seconds is left for the next request', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => parkSomething(30 + index)));
    const redrive = async (body: object) => (await post('/v1/operations/parked/redrive', body)).body as Selected;
    const began = performance.now();
    expect((await redrive({ ids: ids.slice(0, 4), perSecond: 2 })).results).toHaveLength(4);
    expect(performance.now() - began).toBeGreaterThan(1_400);
    expect(await redrive({ ids, perSecond: 1 })).toMatchObject({ status: 400, errors: [{ field: 'ids' }] });
    const page = await redrive({ filter: { handler: 'tally', limit: 200 }, perSecond: 51, dryRun: true });
    expect(page).toMatchObject({ status: 400, errors: [{ field: 'perSecond' }] });
  });

  describe('of all merchants', () => {
    const PLATFORM = '/v1/operations/platform';
    const listed = async (path: string, key = OPERATOR_KEY) =>
      ((await get(`${PLATFORM}/${path}`, key)).body as Page<Item & { merchantId: string }>).items;

    /** A letter of something that was no message of ours. */
    async function unnamedLetter(offset: number): Promise<void> {
      const message = { topic: 'elsewhere.topic.v1', partition: 0, offset, key: null, headers: {}, value: 'hello' };
      const why = { code: 'message.malformed', reason: 'The body is not JSON', attempts: 1 };
      await service.app
        .get(DeadLetters)
        .add([{ reaction: 'intake', source: `x/${offset}`, merchantId: '', message, ...why }]);
    }

    it('is the operator’s to see and to do, whatever a merchant’s key may do', async () => {
      for (const path of ['dead-letters', 'dead-letters/x', 'parked', 'parked/x']) {
        expect((await get(`${PLATFORM}/${path}`)).body).toMatchObject({ status: 403, code: 'request.scope-missing' });
      }
      const [letter] = await unluckyOnes(1);
      const asked = await post(`${PLATFORM}/dead-letters/discard`, { ids: [letter], reason: 'mine' });
      expect(asked.body).toMatchObject({ status: 403 });
      expect(await letters()).toContain(letter);
    });

    it('shows letters that name no merchant beside those of all others, and drops them with a reason', async () => {
      await unluckyOnes(1);
      await Promise.all([unnamedLetter(1), unnamedLetter(2)]);
      const merchants = new Set((await listed('dead-letters?limit=200')).map(({ merchantId }) => merchantId));
      expect([...merchants].sort()).toEqual(['', 'acme']);
      const unnamed = await listed('dead-letters?merchantId=');
      expect(unnamed).toHaveLength(2);
      const path = `${PLATFORM}/dead-letters/${encodeURIComponent(unnamed[0]!.id)}`;
      expect((await get(path, OPERATOR_KEY)).body).toMatchObject({
        merchantId: '',
        message: { body: { text: 'hello' } },
      });
      expect((await post(`${path}/redrive`, {}, OPERATOR_KEY)).body).toMatchObject({ status: 409, code: 'operations.redrive-failed' }); // prettier-ignore
      const body = { filter: { merchantId: '' }, reason: 'not ours' };
      const dropped = (await post(`${PLATFORM}/dead-letters/discard`, body, OPERATOR_KEY)).body as Selected;
      expect(dropped.results.map(({ result }) => result)).toEqual(['discarded', 'discarded']);
      expect(await listed('dead-letters?merchantId=')).toEqual([]);
      expect((await listed('dead-letters')).length).toBeGreaterThan(0);
      const trail = ((await get('/v1/operations/audit', OPERATOR_KEY)).body as Page<{ action: string }>).items;
      expect(trail).toMatchObject([
        { action: 'discard', what: 'dead-letter', reason: 'not ours' },
        { action: 'redrive' },
      ]);
      expect((await audit('action=discard')).filter((entry) => entry['reason'] === 'not ours')).toEqual([]);
    });

    it('makes parked inputs of several merchants due, and gives one up', async () => {
      const [own, others] = [await parkSomething(21), await parkSomething(22, 'other')];
      const held = await listed('parked?limit=200&handler=tally');
      expect(held.map(({ id, merchantId }) => [id, merchantId])).toEqual(expect.arrayContaining([[own, 'acme'], [others, 'other']])); // prettier-ignore
      const due = (await post(`${PLATFORM}/parked/redrive`, { ids: [own, others] }, OPERATOR_KEY)).body as Selected;
      expect(due.results.map(({ result }) => result)).toEqual(['due', 'due']);
      const path = `${PLATFORM}/parked/${encodeURIComponent(others)}/give-up`;
      expect((await post(path, { reason: 'nobody reads it' }, OPERATOR_KEY)).status).toBe(200);
      const [letter] = await listed('dead-letters?merchantId=other');
      expect(letter).toMatchObject({ merchantId: 'other', reason: 'nobody reads it' });
    });

    it('can be asked for by one merchant at a time, of which a merchant may name only itself', async () => {
      expect((await get('/v1/operations/dead-letters?merchantId=acme')).status).toBe(200);
      for (const path of ['dead-letters?merchantId=other', 'parked?merchantId=']) {
        expect((await get(`/v1/operations/${path}`)).body).toMatchObject({
          status: 400,
          errors: [{ field: 'merchantId' }],
        });
      }
      const bulk = await post('/v1/operations/dead-letters/discard', { filter: { merchantId: 'other' }, reason: 'x' });
      expect(bulk.body).toMatchObject({ status: 400, errors: [{ field: 'merchantId' }] });
    });
  });
});
