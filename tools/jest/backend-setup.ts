import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningBackend } from '../../libs/testing/src/backend/running-backend';
import { startBackends } from '../../libs/testing/src/embedded/backends';
import type { BackendAddresses, Backends } from '../../libs/testing/src/embedded/backends';

interface Started {
  readonly backends: Backends;
  readonly folder: string;
}

/** Set-up and tear-down are two modules to jest; what was started is handed over on the process. */
const shared = globalThis as { entrepotBackend?: Promise<Started | undefined> };

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * One real Kafka and one real mongod for the whole run: those of the environment, else a long-lived test backend of
 * this checkout, else started here and stopped at the end. Several jest projects share it.
 */
export default async function backendSetup(): Promise<void> {
  shared.entrepotBackend ??= provide();
  await shared.entrepotBackend;
}

async function provide(): Promise<Started | undefined> {
  const { KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri } = process.env;
  if (brokers && mongoUri) return undefined;
  const running = brokers || mongoUri ? undefined : await runningBackend();
  if (running) return void exportAddresses(running);
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-test-'));
  const backends = await startBackends({ folder, say, external: { brokers, mongoUri } });
  exportAddresses(backends);
  return { backends, folder };
}

function exportAddresses({ brokers, mongoUri }: BackendAddresses): void {
  process.env['KAFKA_BROKERS'] = brokers;
  process.env['MONGODB_URI'] = mongoUri;
}

/** Stops what this run started; what it found is left alone. */
export async function stopBackend(): Promise<void> {
  const started = await shared.entrepotBackend;
  shared.entrepotBackend = undefined;
  await started?.backends.stop();
  if (started) rmSync(started.folder, { recursive: true, force: true });
}
