import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningSystem, supervisedSystem, type ReadyRecord } from '@entrepot/testing';
import { stateFolder, workspaceRoot } from '../../libs/testing/src/workspace/root';

export interface StartWanted {
  readonly port: number;
  /** Keeps the data from one run to the next; left out, each run starts with empty servers, as `npm start` does. */
  readonly persist?: string;
}

export interface Started {
  /** `npm`, of which all other processes are descendants. */
  readonly child: ChildProcess;
  readonly system: ReadyRecord;
}

const WITHIN_MS = 180_000;
const ASK_EVERY_MS = 50;

/** `npm start` as a person calls it; it is stopped when the work on it is done. */
export async function onNpmStart<T>(wanted: StartWanted, work: (started: Started) => Promise<T>): Promise<T> {
  if (supervisedSystem()) throw new Error('Entrepot runs in this checkout: npm run stop ends it');
  const child = npmStart(wanted);
  try {
    const system = await until('ready', child, () => Promise.resolve(runningSystem()));
    return await work({ child, system });
  } finally {
    await stopped(child);
  }
}

/** Asks until there is an answer; fails when `npm start` ends before. */
export async function until<T>(what: string, child: ChildProcess, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + WITHIN_MS;
  while (performance.now() < deadline && !hasEnded(child)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(`${what} did not come about; .entrepot/bench-start.log and the logs of the services say why`);
}

function npmStart({ port, persist }: StartWanted): ChildProcess {
  mkdirSync(stateFolder(), { recursive: true });
  const log = openSync(join(stateFolder(), 'bench-start.log'), 'a');
  const options = ['--port', String(port), ...(persist === undefined ? [] : ['--persist', persist])];
  return spawn('npm', ['start', '--', ...options], { cwd: workspaceRoot(), stdio: ['ignore', log, log] });
}

/** By itself or by a signal. */
const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** As `npm run stop` does: the supervisor is asked to leave. */
async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (hasEnded(child)) return;
  const record = supervisedSystem();
  if (record) process.kill(record.pid, 'SIGTERM');
  else child.kill('SIGTERM');
  await ended;
}
