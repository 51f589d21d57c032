import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stateFolder } from '../workspace/root';
import type { ServiceName } from './services';

/** What is known of the system that `npm start` runs in this checkout while it is starting. */
export interface StartingRecord {
  /** The supervisor's process id. */
  readonly pid: number;
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
  writeFileSync(runFile(), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
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
  return record && isAlive(record.pid) ? record : undefined;
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
