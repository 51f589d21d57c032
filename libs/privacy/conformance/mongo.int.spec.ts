import { MongoKeyStore } from '../src';
import { testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { describeKeyStore } from './key-store.conformance';

let connection: Connection;
const databases: string[] = [];

beforeAll(async () => {
  connection = await createConnection(testBackend().mongoUri).asPromise();
});
afterAll(async () => {
  await Promise.all(databases.map((name) => connection.useDb(name).dropDatabase()));
  await connection.close();
});

describeKeyStore('on MongoDB', () => {
  databases.push(`${uniqueName('keys')}-entrepot-keys`);
  return new MongoKeyStore(connection.getClient(), databases.at(-1)!);
});
