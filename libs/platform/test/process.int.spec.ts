import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testBackend, uniqueName } from '@entrepot/testing';
import { cleanUp } from './counters/clean-up';
import { countersEnvironment, KEY } from './counters/running-counters';

jest.setTimeout(60_000);

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

afterAll(() => cleanUp(prefix, testBackend()));

describe('a service as a process', () => {
  it('ends with status 1 and one line per problem when it cannot start', async () => {
    const child = spawnCounters({ PORT: 'x', API_KEYS: '' });
    expect(await child.ended).toBe(1);
    expect(
      child.errors
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('counters: ')),
    ).toEqual([
      'counters: PORT must be a number, not "x"',
      'counters: API_KEYS is missing: API keys, `merchant:key`, comma separated; a merchant may have several',
    ]);
  });

  it('answers open requests, publishes what it has committed and ends with status 0 on SIGTERM', async () => {
    const child = spawnCounters({});
    const url = await urlOf(child);
    const open = (label: string) =>
      fetch(`${url}/v1/counters`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'idempotency-key': label, 'content-type': 'application/json' },
        body: JSON.stringify({ label }),
      });
    expect((await open('first')).status).toBe(201);
    const pending = Array.from({ length: 20 }, (_, index) => open(`leaving-${index}`));
    await sleep(5);
    child.process.kill('SIGTERM');
    const answers = await Promise.allSettled(pending);
    expect(await child.ended).toBe(0);
    // What was answered was answered whole; what came too late was not taken at all.
    const statuses = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.status : 'refused'));
    expect(statuses.filter((status) => status !== 201 && status !== 'refused')).toEqual([]);
    expect(child.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});
