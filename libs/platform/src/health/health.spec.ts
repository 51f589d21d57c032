import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Registry } from 'prom-client';
import request from 'supertest';
import { SERVICE_DEFINITION } from '../backbone/service-definition';
import { ApiKeys } from '../access/api-keys';
import { openDoor } from '../http/door';
import { Problems } from '../http/problem';
import { measureProcess, MetricsController, SERVICE_REGISTRY } from '../metrics/metrics.controller';
import { consumerSign } from './consumer-sign';
import { HealthController } from './health.controller';
import { cachedVital, Vitals, type VitalSign } from './vitals';

const vitals = new Vitals();
let consumer: VitalSign = { ok: true };
let app: NestExpressApplication;
const ask = (path: string) => request(app.getHttpServer()).get(path);

beforeAll(async () => {
  vitals.watch('consumer', () => consumer);
  vitals.watch(
    'mongo',
    cachedVital(() => Promise.resolve()),
  );
  const providers = [
    { provide: Vitals, useValue: vitals },
    { provide: SERVICE_DEFINITION, useValue: { name: 'depot' } },
    { provide: SERVICE_REGISTRY, useValue: new Registry() },
  ];
  const built = await Test.createTestingModule({
    controllers: [HealthController, MetricsController],
    providers,
  }).compile();
  app = built.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  openDoor(app, { keys: new ApiKeys({ fixedKeys: [] }), service: 'crates', problems: new Problems() });
  measureProcess();
  await app.init();
});
afterAll(() => app.close());
beforeEach(() => {
  vitals.phase = 'running';
  consumer = { ok: true };
});

describe('health', () => {
  it('is open to everybody', async () => {
    expect((await ask('/health/live')).body).toEqual({ status: 'alive', dead: [] });
    expect((await ask('/health/ready')).body).toEqual({ status: 'ready', phase: 'running', missing: [] });
  });

  it('is not ready while it starts, leaves or lacks a part, but alive', async () => {
    for (const phase of ['starting', 'leaving'] as const) {
      vitals.phase = phase;
      expect((await ask('/health/ready')).status).toBe(503);
    }
    vitals.phase = 'running';
    consumer = { ok: false };
    const answer = await ask('/health/ready');
    expect([answer.status, answer.body]).toEqual([
      503,
      { status: 'not-ready', phase: 'running', missing: ['consumer'] },
    ]);
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('keeps its door while brokers are away, and not while it starts, leaves or lacks the rest', async () => {
    consumer = consumerSign({ silentMs: 91_000, idleMs: 4_000 }, 30_000);
    expect((await ask('/health/ready')).status).toBe(503);
    expect((await ask('/health/door')).body).toEqual({ status: 'ready', phase: 'running', missing: [] });
    for (const phase of ['starting', 'leaving'] as const) {
      vitals.phase = phase;
      expect((await ask('/health/door')).status).toBe(503);
    }
    vitals.phase = 'running';
    consumer = { ok: false };
    expect((await ask('/health/door')).body).toMatchObject({ status: 'not-ready', missing: ['consumer'] });
  });

  it('is dead when a part will not come back', async () => {
    consumer = { ok: false, alive: false, details: { silentMs: 99_000 } };
    const answer = await ask('/health/live');
    expect([answer.status, answer.body]).toEqual([503, { status: 'dead', dead: ['consumer'] }]);
  });

  it('tells people about parts, calls and the event loop', async () => {
    consumer = { ok: false, details: { silentMs: 1_200 } };
    expect((await ask('/health')).body).toMatchObject({
      service: 'depot',
      status: 'degraded',
      parts: { consumer: { ok: false, details: { silentMs: 1_200 } }, mongo: { ok: true } },
      calls: [],
      eventLoopDelayMs: { p99: expect.any(Number) as number },
    });
  });

  it('knows nothing of this path', async () => {
    expect((await ask('/health/else')).status).toBe(404);
  });
});

describe('metrics', () => {
  it('show requests by route, and the process', async () => {
    await ask('/health/live');
    const { text, headers } = await ask('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(
      /entrepot_http_duration_seconds_count\{method="GET",route="\/health\/live",status="200"\} \d+/,
    );
    expect(text).toMatch(/entrepot_http_duration_seconds_count\{method="GET",route="none",status="404"\} \d+/);
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain('entrepot_event_loop_delay_seconds{figure="p99"}');
    expect(text).not.toContain('nodejs_eventloop_lag_p99_seconds');
  });
});

describe('a cached vital', () => {
  it('asks once for many who ask', async () => {
    const probe = jest.fn(() => sleep(5));
    const vital = cachedVital(probe, 40);
    await Promise.all([vital(), vital(), vital()]);
    expect(probe).toHaveBeenCalledTimes(1);
    await sleep(60);
    await vital();
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('does not wait for ever', async () => {
    const sign = await cachedVital(() => sleep(500, undefined, { ref: false }), 0, 20)();
    expect(sign).toEqual({ ok: false, details: { error: 'no answer within 20 ms' } });
  });

  it('takes a part that throws for not well', async () => {
    const odd = new Vitals();
    odd.watch('relay', () => {
      throw new Error('no lease');
    });
    expect(await odd.signs()).toEqual({ relay: { ok: false, details: { error: 'no lease' } } });
  });
});
