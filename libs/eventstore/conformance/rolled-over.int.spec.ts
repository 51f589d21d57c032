import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, silent, startMongod } from '@entrepot/testing';
import { createConnection } from 'mongoose';
import { MongoStore } from '../src';
import { describeRolledOver } from './rolled-over.conformance';

jest.setTimeout(120_000);

/** A mongod of its own whose log is so small that a few writes push everything out of it. */
describeRolledOver('MongoStore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-small-log-'));
  const mongod = await startMongod({ port: await freePort(), folder, say: silent, oplogMb: 1, checkpointEveryS: 1 });
  const connection = await createConnection(mongod.address, { dbName: 'small', bufferCommands: false }).asPromise();
  const store = new MongoStore(connection);
  await store.prepare();
  const log = connection.useDb('local').collection('oplog.rs');
  const oldest = async () =>
    (await log.find().sort({ $natural: 1 }).limit(1).next())?.['ts'] as { t: number; i: number };
  const text = 'x'.repeat(200_000);

  const rollOver = async (): Promise<void> => {
    const now = (await log.find().sort({ $natural: -1 }).limit(1).next())?.['ts'] as { t: number; i: number };
    const isGone = async () => {
      const first = await oldest();
      return first.t > now.t || (first.t === now.t && first.i > now.i);
    };
    while (!(await isGone())) {
      const documents = Array.from({ length: 5 }, () => ({ text }));
      await connection.collection('junk').insertMany(documents);
      await sleep(100);
    }
  };

  const close = async (): Promise<void> => {
    await connection.close();
    await mongod.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, rollOver, close };
});
