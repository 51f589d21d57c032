import { randomBytes } from 'node:crypto';
import type { BackendAddresses } from '../embedded/backends';
import { masterKeysIn } from '../system/secrets';
import { stateFolder } from '../workspace/root';

/**
 * The real Kafka and mongod of this test run, started (or found) once before the first test file. Everything a test
 * file makes there must carry a name of its own (`uniqueName`): files run beside each other.
 */
export function testBackend(): BackendAddresses {
  const brokers = process.env['KAFKA_BROKERS'];
  const mongoUri = process.env['MONGODB_URI'];
  if (!brokers || !mongoUri) {
    throw new Error('No test backend: name the file *.int.spec.ts, *.component.spec.ts or e2e/*.e2e.spec.ts.');
  }
  return { brokers, mongoUri };
}

/** A name nobody else uses, fit for a topic prefix, a group and a database: at most 21 of a-z, 0-9 and `-`. */
export function uniqueName(prefix = 'test'): string {
  const readable = prefix.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${readable.slice(0, 12)}-${randomBytes(4).toString('hex')}`;
}

/** A file with master keys for the services of tests (`MASTER_KEY_FILE`): the same one for all of this checkout. */
export function testMasterKeyFile(): string {
  return masterKeysIn(stateFolder('test-keys'));
}
