import { randomBytes } from 'node:crypto';
import type { BackendAddresses } from '../embedded/backends';

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

/** A name nobody else uses, fit for a topic prefix, a group and a database (lower case, no dots, under 40 characters). */
export function uniqueName(prefix = 'test'): string {
  return `${prefix
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 24)}-${randomBytes(5).toString('hex')}`;
}
