import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { mongo } from 'mongoose';
import { testBackend } from '../backend/test-backend';
import { silent } from '../process/progress';
import { isAlive } from '../system/run-file';
import { startBackends } from './backends';
import type { BackendAddresses } from './backends';

jest.setTimeout(120_000);

describe('embedded backends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-embedded-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function withAdmin<T>({ brokers }: BackendAddresses, work: (admin: ReturnType<Kafka['admin']>) => Promise<T>) {
    const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    return work(admin).finally(() => admin.disconnect());
  }

  async function withMarks<T>({ mongoUri }: BackendAddresses, work: (marks: mongo.Collection) => Promise<T>) {
    const client = await new mongo.MongoClient(mongoUri).connect();
    return work(client.db('kept').collection('marks')).finally(() => client.close());
  }

  it('keep their data over a restart, on other ports too, and leave no process behind', async () => {
    const first = await startBackends({ folder, say: silent });
    await withAdmin(first, (admin) => admin.createTopics({ topics: [{ topic: 'kept' }] }));
    await withMarks(first, (marks) => marks.insertOne({ mark: 1 }));
    const pids = Object.values(first.pids());
    await first.stop();
    expect(pids.map((pid) => isAlive(pid ?? 0))).toEqual([false, false]);

    const second = await startBackends({ folder, say: silent });
    expect(second.mongoUri).not.toBe(first.mongoUri);
    expect(await withAdmin(second, (admin) => admin.listTopics())).toContain('kept');
    expect(await withMarks(second, (marks) => marks.countDocuments())).toBe(1);
    await second.stop();
  });

  it('are not started where running ones are given, and do not stop those', async () => {
    const given = testBackend();
    const used = await startBackends({ folder: join(folder, 'unused'), say: silent, external: given });
    expect({ brokers: used.brokers, mongoUri: used.mongoUri }).toEqual(given);
    await used.stop();
    await expect(withAdmin(given, (admin) => admin.listTopics())).resolves.toBeDefined();
  });
});
