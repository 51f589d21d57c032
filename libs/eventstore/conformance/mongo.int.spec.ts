import { testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { MongoStore } from '../src';
import { describeCommits } from './commits.conformance';
import { describeLongStreams } from './long-streams.conformance';
import type { OpenStore } from './samples';
import { describeStore } from './store.conformance';
import { describeTwoWriters } from './two-writers.conformance';
import { describeUnknownOutcomes } from './unknown-outcomes.conformance';

const dbName = uniqueName('eventstore');
let connection: Connection;

beforeAll(async () => {
  connection = await createConnection(testBackend().mongoUri, { dbName, bufferCommands: false }).asPromise();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const open = async (): Promise<OpenStore> => {
  const store = new MongoStore(connection);
  await store.prepare();
  const close = async (): Promise<void> => {
    for (const name of ['events', 'snapshots']) await connection.collection(name).deleteMany({});
  };
  return { store, close };
};

describeStore('MongoStore', open);
describeCommits('MongoStore', open);
describeUnknownOutcomes('MongoStore', open);
describeTwoWriters('MongoStore', open);
describeLongStreams('MongoStore', open);
