import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUp, eventually, freePorts, silent, startKafka, testBackend, uniqueName } from '@entrepot/testing';
import request from 'supertest';
import type { RunningService } from '../src/index';
import { countersEnvironment, KEY, launchCounters } from './counters/running-counters';

jest.setTimeout(120_000);

/** The shortest that there is: a service is not ready when it has heard nothing for three times as long. */
const SESSION_MS = 6_000;
const prefix = uniqueName('away').slice(0, 24);
const folder = mkdtempSync(join(tmpdir(), 'entrepot-away-'));
let kafka: Awaited<ReturnType<typeof startKafka>>;
let start: () => ReturnType<typeof startKafka>;
let service: RunningService;

beforeAll(async () => {
  const [broker = 0, controller = 0] = await freePorts(2);
  start = () => startKafka({ ports: { broker, controller }, folder, say: silent });
  kafka = await start();
  service = await launchCounters({
    ...countersEnvironment(prefix, 'http://127.0.0.1:9', { ...testBackend(), brokers: kafka.address }),
    KAFKA_SESSION_TIMEOUT_MS: String(SESSION_MS),
  });
});

afterAll(async () => {
  await service?.stop();
  await cleanUp(prefix, { ...testBackend(), brokers: kafka.address });
  await kafka.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => request(service.url).get(path).set('authorization', `Bearer ${KEY}`);
const post = (path: string, body: object) =>
  request(service.url)
    .post(path)
    .set({ authorization: `Bearer ${KEY}`, 'idempotency-key': `key-${Object.values(body).join()}` })
    .send(body);
const marks = async () => ((await get('/v1/tally')).body as { marks: number }).marks;

describe('a service whose brokers go away', () => {
  it('is not ready but alive, takes commands, and goes on when they come back', async () => {
    const opened = await post('/v1/counters', { label: 'before' });
    const raise = (by: number) =>
      post(`/v1/counters/${(opened.body as { counterId: string }).counterId}/raise`, { by });
    expect((await raise(1)).status).toBe(200);
    expect(await eventually(marks, (found) => found === 1, 20_000)).toBe(1);
    await kafka.stop();

    const alive: number[] = [];
    const ready = async () => {
      alive.push((await get('/health/live')).status);
      await sleep(500);
      return (await get('/health/ready')).status;
    };
    expect(await eventually(ready, (status) => status === 503, SESSION_MS * 5)).toBe(503);
    // Who asks it for requests finds it all the same.
    expect((await get('/health/door')).status).toBe(200);
    expect((await raise(2)).status).toBe(200);
    // As long again: what would restart the process must have had its time.
    const until = performance.now() + SESSION_MS * 2;
    while (performance.now() < until) expect(await ready()).toBe(503);
    expect(new Set(alive)).toEqual(new Set([200]));

    kafka = await start();
    expect(await eventually(ready, (status) => status === 200, 60_000)).toBe(200);
    expect(await eventually(marks, (found) => found === 3, 30_000)).toBe(3);
  });
});
