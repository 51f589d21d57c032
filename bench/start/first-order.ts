import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningSystem, supervisedSystem, type ReadyRecord } from '@entrepot/testing';
import { stateFolder, workspaceRoot } from '../../libs/testing/src/workspace/root';
import { demoOrder } from '../../tools/start/try-next';
import { familyOf, type Family } from '../figures/family';

export interface StartWanted {
  readonly port: number;
  /** Keeps the data from one run to the next; left out, each run starts with empty servers, as `npm start` does. */
  readonly persist?: string;
}

/** Seconds since `npm start` was called. */
export interface FirstOrder {
  readonly ready: number;
  readonly accepted: number;
  readonly planned: number;
  /** Everything that runs then, `npm start` itself, Kafka and mongod included. */
  readonly memory: Family;
}

export interface Started {
  readonly child: ChildProcess;
  readonly system: ReadyRecord;
  /** Of `npm`, whose descendants all others are. */
  readonly pid: number;
}

const WITHIN_MS = 180_000;
const ASK_EVERY_MS = 50;

/** `npm start` as a person calls it; it is stopped when the work on it is done. */
export async function onNpmStart<T>(wanted: StartWanted, work: (started: Started) => Promise<T>): Promise<T> {
  if (supervisedSystem()) throw new Error('Entrepot runs in this checkout: npm run stop ends it');
  const child = npmStart(wanted);
  try {
    const system = await until('ready', child, () => Promise.resolve(runningSystem()));
    return await work({ child, system, pid: child.pid ?? 0 });
  } finally {
    await stopped(child);
  }
}

/** `npm start` up to the first order that the gateway takes and what becomes of it. */
export async function firstOrder(wanted: StartWanted): Promise<FirstOrder> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 10) / 100;
  return onNpmStart(wanted, async ({ child, system, pid }) => {
    const ready = seconds();
    const orders = [await until('an order', child, () => placed(system))];
    const accepted = seconds();
    // An order that comes before the stock is seeded is cancelled, as a shop would want it: others follow until one is served.
    await until('a shipment', child, async () => {
      const more = await placed(system);
      if (more !== undefined) orders.push(more);
      return anyPlanned(system, orders);
    });
    return { ready, accepted, planned: seconds(), memory: familyOf(pid) };
  });
}

function npmStart({ port, persist }: StartWanted): ChildProcess {
  mkdirSync(stateFolder(), { recursive: true });
  const log = openSync(join(stateFolder(), 'bench-start.log'), 'a');
  const options = ['--port', String(port), ...(persist === undefined ? [] : ['--persist', persist])];
  return spawn('npm', ['start', '--', ...options], { cwd: workspaceRoot(), stdio: ['ignore', log, log] });
}

/** Undefined as long as the order is refused, because its SKU is not there yet. */
async function placed({ urls, key }: ReadyRecord): Promise<string | undefined> {
  const body = { ...demoOrder(), sourceOrderId: `first-${Date.now()}` };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(`${urls.gateway}/v1/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { orderId } = (await answer.json()) as { orderId: string };
  return answer.status === 201 ? orderId : undefined;
}

async function anyPlanned({ urls, key }: ReadyRecord, orders: readonly string[]): Promise<true | undefined> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${urls.gateway}/v1/shipments`, { headers });
  const { items } = (await answer.json()) as { items: { orderId: string }[] };
  return items.some(({ orderId }) => orders.includes(orderId)) ? true : undefined;
}

async function until<T>(what: string, child: ChildProcess, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(`${what} did not come about; .entrepot/bench-start.log and the logs of the services say why`);
}

/** As `npm run stop` does: the supervisor is asked to leave. */
async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode !== null) return;
  const record = supervisedSystem();
  if (record) process.kill(record.pid, 'SIGTERM');
  else child.kill('SIGTERM');
  await ended;
}
