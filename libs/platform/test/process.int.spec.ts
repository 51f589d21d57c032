import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { createConnection } from 'mongoose';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { countersEnvironment, KEY } from './counters/running-counters';

jest.setTimeout(120_000);

const prefix = uniqueName('process').slice(0, 24);
const folder = join(__dirname, 'process');

interface Child {
  readonly process: ChildProcess;
  readonly lines: Record<string, unknown>[];
  errors: string;
  readonly ended: Promise<number | null>;
}

/** The demo service as a process of its own. */
function spawnCounters(change: Record<string, string>): Child {
  const environment = {
    ...countersEnvironment(prefix, 'http://127.0.0.1:9', testBackend()),
    LOG_LEVEL: 'info',
    ...change,
  };
  const args = ['-r', join(folder, 'compile.js'), join(folder, 'main.ts')];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = `${rest}${chunk.toString()}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line) as Record<string, unknown>));
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const spawned: Child = { process: child, lines, errors: '', ended };
  child.stderr.on('data', (chunk: Buffer) => (spawned.errors += chunk.toString()));
  return spawned;
}

async function urlOf({ lines, process: child }: Child): Promise<string> {
  while (child.exitCode === null) {
    const ready = lines.find(({ msg }) => msg === 'ready');
    if (ready !== undefined) return String(ready['url']);
    await sleep(50);
  }
  throw new Error('it did not start');
}

async function post(url: string, path: string, key: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${KEY}`, 'idempotency-key': key, 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function get(url: string, path: string): Promise<unknown> {
  return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${KEY}` } })).json();
}

afterAll(() => cleanUp(prefix, testBackend()));

describe('a service as a process', () => {
  it('ends with status 1 and one line per problem when it cannot start', async () => {
    const child = spawnCounters({ PORT: 'x', KAFKA_BROKERS: '' });
    expect(await child.ended).toBe(1);
    expect(
      child.errors
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('counters: ')),
    ).toEqual([
      'counters: PORT must be a number, not "x"',
      'counters: KAFKA_BROKERS is missing: Kafka brokers, `host:port`, comma separated',
    ]);
  });

  it('answers open requests, publishes what it has committed and ends with status 0 on SIGTERM', async () => {
    const child = spawnCounters({});
    const url = await urlOf(child);
    const open = (label: string) => post(url, '/v1/counters', label, { label });
    await open('first');
    const pending = Array.from({ length: 20 }, (_, index) => open(`leaving-${index}`));
    await sleep(5);
    child.process.kill('SIGTERM');
    const answers = await Promise.allSettled(pending);
    expect(await child.ended).toBe(0);
    // What was answered was answered whole; what came too late was not taken at all.
    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Error] : []));
    expect(failures.filter(({ message }) => message !== 'fetch failed')).toEqual([]);
    expect(child.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });

  it('loses nothing that it accepted when it is killed in the middle of it', async () => {
    const quick = { KAFKA_SESSION_TIMEOUT_MS: '6000' };
    const first = spawnCounters(quick);
    const url = await urlOf(first);
    const opened = (await post(url, '/v1/counters', 'kill', { label: 'kill' })) as { counterId: string };
    const path = `/v1/counters/${opened.counterId}/raise`;
    let accepted = 0;
    const raise = (at: string) => async (_: unknown, index: number) => {
      const answer = await post(at, path, `kill-${index}`, { by: 1 }).catch(() => undefined);
      if (answer === undefined) return;
      accepted += 1;
      if (accepted === 25) first.process.kill('SIGKILL');
    };
    await Promise.all(Array.from({ length: 60 }, raise(url)));
    await first.ended;
    expect(accepted).toBeGreaterThanOrEqual(25);

    const second = spawnCounters(quick);
    const again = await urlOf(second);
    const total = async () => ((await get(again, `/v1/counters/${opened.counterId}`)) as { total: number }).total;
    expect(await total()).toBeGreaterThanOrEqual(accepted);
    // The callers that got no answer ask again with their keys.
    await Promise.all(Array.from({ length: 60 }, raise(again)));
    expect(await total()).toBe(60);
    const progress = () => get(again, '/v1/operations/progress') as Promise<{ idle: boolean; lag: number }>;
    expect(await eventually(progress, ({ idle }) => idle, 60_000)).toMatchObject({ idle: true, deadLetters: 0 });
    expect(await get(again, '/v1/tally')).toEqual({ marks: 60 });
    expect(((await get(again, '/v1/counters')) as { items: unknown[] }).items).toContainEqual({
      ...{ counterId: opened.counterId, label: 'kill', total: 60, closed: false },
    });
    second.process.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('answers again at once after it was killed, long before its group lets it consume', async () => {
    const first = spawnCounters({ KAFKA_SESSION_TIMEOUT_MS: '60000' });
    const url = await urlOf(first);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = spawnCounters({ PORT: new URL(url).port });
    const answered = () => post(url, '/v1/counters', 'again', { label: 'again' }).catch(() => undefined);
    expect(await eventually(answered, (answer) => answer !== undefined, 30_000)).toMatchObject({ label: 'again' });
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ phase: 'starting' })]);
    second.process.kill('SIGKILL');
    await second.ended;
  });

  describe('that is asked to leave while it starts', () => {
    const own = uniqueName('leaving').slice(0, 24);
    const group = `${own}-counters`;
    const kafka = new Kafka({ brokers: testBackend().brokers.split(','), logLevel: logLevel.NOTHING });
    const starting = async (child: Child) => {
      while (child.process.exitCode === null && child.lines.length === 0) await sleep(20);
    };

    const asAdmin = async <T>(work: (admin: Admin) => Promise<T>): Promise<T> => {
      const admin = kafka.admin();
      await admin.connect();
      return work(admin).finally(() => admin.disconnect());
    };

    /** A member that takes its time: nobody else is let into the group until it joins anew. */
    const holdTheGroup = async () => {
      const topic = `${own}-counters.counter.v1`;
      await asAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: 2 }] }));
      const times = { sessionTimeout: 60_000, heartbeatInterval: 55_000, rebalanceTimeout: 120_000 };
      const consumer = kafka.consumer({ groupId: group, ...times, maxWaitTimeInMs: 100 });
      await consumer.connect();
      await consumer.subscribe({ topic });
      await consumer.run({ eachMessage: () => Promise.resolve() });
      return consumer;
    };

    const members = async () => {
      const { groups } = await asAdmin((admin) => admin.describeGroups([group]));
      return groups.flatMap((found) => found.members.map(({ clientId }) => clientId));
    };

    it('ends with status 0, and is in its group no more, whenever that is', async () => {
      const clientId = 'asked-to-leave';
      const child = spawnCounters({ TOPIC_PREFIX: own, KAFKA_CLIENT_ID: clientId, LOG_LEVEL: 'debug' });
      await starting(child);
      child.process.kill('SIGTERM');
      expect(await child.ended).toBe(0);
      expect(child.lines.filter(({ level }) => level === 'fatal')).toEqual([]);
      expect(await members()).not.toContain(clientId);
    });

    it('does so, and gives its lease back, although its group does not let it in yet', async () => {
      const holder = await holdTheGroup();
      const { mongoUri } = testBackend();
      const connection = await createConnection(mongoUri, { dbName: `${own}-entrepot-counters` }).asPromise();
      const leases = () => connection.collection('leases').countDocuments({ _id: 'relay' as never });
      try {
        expect(await leases()).toBe(0);
        const child = spawnCounters({ TOPIC_PREFIX: own });
        expect(await eventually(leases, (count) => count === 1, 30_000)).toBe(1);
        child.process.kill('SIGTERM');
        expect(await child.ended).toBe(0);
        expect(child.lines.some(({ msg }) => msg === 'ready')).toBe(false);
        expect(await leases()).toBe(0);
      } finally {
        await Promise.all([connection.close(), holder.disconnect()]);
        await cleanUp(own, testBackend());
      }
    });
  });
});
