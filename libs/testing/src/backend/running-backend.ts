import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { answersKafka, openConnection } from '../embedded/kafka';
import { answersMongo } from '../embedded/replica-set';
import type { BackendAddresses } from '../embedded/backends';
import { stateFolder } from '../workspace/root';

const noteFile = () => stateFolder('test-backend.json');

/** Leaves a note for test runs in this checkout: here is a Kafka and a mongod to use. */
export function announceBackend(addresses: BackendAddresses): void {
  mkdirSync(stateFolder(), { recursive: true });
  writeFileSync(noteFile(), `${JSON.stringify(addresses, null, 2)}\n`);
}

export function withdrawBackend(): void {
  rmSync(noteFile(), { force: true });
}

/** The long-lived test backend of this checkout, when one was started and still answers. */
export async function runningBackend(): Promise<BackendAddresses | undefined> {
  if (!existsSync(noteFile())) return undefined;
  const { brokers, mongoUri } = JSON.parse(readFileSync(noteFile(), 'utf8')) as BackendAddresses;
  const [kafka, mongo] = await Promise.all([answersKafka(openConnection(brokers.split(','))), answersMongo(mongoUri)]);
  return kafka && mongo ? { brokers, mongoUri } : undefined;
}
