import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stateFolder } from '../workspace/root';
import type { ServiceName } from './services';

/** What is known of the system that `npm start` runs in this checkout. Holds the demo key: readable by the owner only. */
export interface RunRecord {
  /** The supervisor's process id. */
  readonly pid: number;
  readonly startedAt: string;
  readonly landing: string;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly merchantId: string;
  readonly key: string;
  readonly brokers: string;
  readonly mongoUri: string;
  readonly topicPrefix?: string;
  /** Folder with one log file per process. */
  readonly logs: string;
  /** False until every service was ready once. */
  readonly ready: boolean;
}

const runFile = (): string => stateFolder('run.json');

export function writeRunRecord(record: RunRecord): void {
  mkdirSync(stateFolder(), { recursive: true });
  writeFileSync(runFile(), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

export function removeRunRecord(): void {
  rmSync(runFile(), { force: true });
}

/** The system that `npm start` runs in this checkout; undefined when its supervisor is not alive. */
export function runningSystem(): RunRecord | undefined {
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
