import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stateFolder } from '../workspace/root';
import type { ServiceName } from './services';

/** What is known of the system that `npm start` runs in this checkout while it is starting. */
export interface StartingRecord {
  /** The supervisor's process id. */
  readonly pid: number;
  /** Tells it from a later process with the same id; absent where the system does not say. */
  readonly born?: string;
  readonly startedAt: string;
  readonly landing: string;
  /** Folder with one log file per process. */
  readonly logs: string;
  readonly ready: false;
}

/** The same once every service was ready. Holds the demo key: the file is readable by the owner only. */
export interface ReadyRecord extends Omit<StartingRecord, 'ready'> {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly merchantId: string;
  readonly key: string;
  /** Of a client of the operator: for what is about all merchants. */
  readonly operatorKey: string;
  readonly sandboxKey: string;
  readonly brokers: string;
  readonly mongoUri: string;
  readonly topicPrefix?: string;
  readonly ready: true;
}

export type RunRecord = StartingRecord | ReadyRecord;

const runFile = (): string => stateFolder('run.json');

export function writeRunRecord(record: RunRecord): void {
  mkdirSync(stateFolder(), { recursive: true });
  const whole = { ...record, born: birthOf(record.pid) };
  writeFileSync(runFile(), `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
}

export function removeRunRecord(): void {
  rmSync(runFile(), { force: true });
}

/** The system that `npm start` runs in this checkout, once it was ready; undefined when its supervisor is not alive. */
export function runningSystem(): ReadyRecord | undefined {
  const record = supervisedSystem();
  return record?.ready ? record : undefined;
}

/** The same, also while it is still starting. */
export function supervisedSystem(): RunRecord | undefined {
  const record = lastRunRecord();
  return record && isAlive(record.pid) && isSame(record) ? record : undefined;
}

/** After a restart of machine or container somebody else may have the id of a supervisor that was killed. */
function isSame({ pid, born }: RunRecord): boolean {
  return born === undefined || birthOf(pid) === born;
}

/** When a process began, in ticks since the machine did; undefined where there is no /proc. */
function birthOf(pid: number): string | undefined {
  try {
    // The second field is the name in brackets, which may hold anything; this is the twenty-second.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  } catch {
    return undefined;
  }
}

/** The last record, of a system that runs or of one that was killed. */
export function lastRunRecord(): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(runFile(), 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
