import { testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { MongoKeyStore } from './mongo-key-store';

let connection: Connection;
let store: MongoKeyStore;

beforeAll(async () => {
  connection = await createConnection(testBackend().mongoUri).asPromise();
  store = new MongoKeyStore(connection.getClient(), `${uniqueName('keys')}-entrepot-keys`);
});
afterAll(() => connection.close());

const read = async (...subjects: string[]) =>
  (await store.read(subjects)).map(({ subject, wrapped }) => `${subject} ${wrapped ?? 'destroyed'}`).sort();

it('keeps the first key of a subject, whatever is added later', async () => {
  const add = (wrapped: string, ...subjects: string[]) => store.add(subjects.map((subject) => ({ subject, wrapped })));
  await expect(add('1', 'a', 'b')).resolves.toEqual([]);
  await expect(add('2', 'c', 'a', 'd', 'b')).resolves.toEqual(['a', 'b']);
  await expect(read('a', 'b', 'c', 'd', 'e')).resolves.toEqual(['a 1', 'b 1', 'c 2', 'd 2']);
});

it('puts a tombstone in the place of a destroyed key, also of one that never was, and makes none in its place', async () => {
  await store.add([{ subject: 'gone', wrapped: '1' }]);
  await Promise.all([store.destroy('gone'), store.destroy('gone'), store.destroy('never'), store.destroy('never')]);
  await store.add([
    { subject: 'gone', wrapped: '2' },
    { subject: 'never', wrapped: '2' },
  ]);
  await expect(read('gone', 'never')).resolves.toEqual(['gone destroyed', 'never destroyed']);
});
