import { testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { mongoBackbone, MongoStore, type Backbone } from '../src';
import { describeCommits } from './commits.conformance';
import { describeLongStreams } from './long-streams.conformance';
import { describeNewborns } from './newborns.conformance';
import { describeWriters } from './numbered.conformance';
import type { OpenStore } from './samples';
import { describeSide, type OpenBackbone } from './side.conformance';
import { describeStore } from './store.conformance';
import { describeTwoWriters } from './two-writers.conformance';
import { describeUnknownOutcomes } from './unknown-outcomes.conformance';
import { describeViews } from './views.conformance';

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
    for (const name of ['events', 'writers', 'snapshots']) await connection.collection(name).deleteMany({});
  };
  return { store, close };
};

describeStore('MongoStore', open);
describeWriters('MongoStore', async () => {
  const { close } = await open();
  return { open: async () => new MongoStore(connection), close };
});
describeCommits('MongoStore', open);
describeUnknownOutcomes('MongoStore', open);
describeTwoWriters('MongoStore', open);
describeNewborns('MongoStore', open);
describeLongStreams('MongoStore', open);

const another = async (): Promise<Backbone> => {
  const backbone = mongoBackbone(connection);
  await backbone.prepare();
  return backbone;
};

const openBackbone = async (): Promise<OpenBackbone> => {
  const backbone = await another();
  const close = async (): Promise<void> => {
    await backbone.stop();
    const names = ['positions', 'leases', 'tasks', 'parked', 'dead-letters'];
    for (const name of names) await connection.collection(name).deleteMany({});
  };
  return { backbone, again: another, close };
};

describeSide('MongoDB', openBackbone);
describeViews('MongoDB', openBackbone);
