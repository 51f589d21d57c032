import { testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { mongoBackbone, MongoStore, type CommitRecord, type ParkedInputs } from '../src';
import { aRecord as record, addNote, closeBook, Pod } from './samples';

interface Sent {
  readonly commandName: string;
  readonly command: Record<string, unknown>;
}

/** What only the real database can show. */
describe('MongoStore', () => {
  const dbName = uniqueName('eventstore');
  const sent: Sent[] = [];
  let connection: Connection;
  let store: MongoStore;

  beforeAll(async () => {
    const options = { dbName, bufferCommands: false, monitorCommands: true };
    connection = await createConnection(testBackend().mongoUri, options).asPromise();
    connection.getClient().on('commandStarted', (event) => sent.push(event as unknown as Sent));
    store = new MongoStore(connection);
    await store.prepare();
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  beforeEach(() => (sent.length = 0));

  it('rule 4: every read asks for what a majority has, every write waits for a majority and the journal', async () => {
    const pod = new Pod(store);
    await pod.book('b', addNote('one'));
    await pod.book('b', closeBook);
    await pod.book('b', closeBook);
    await pod.notes('b');
    await pod.move('m', { left: 1 });
    const [proof, ...reads] = sent.filter(({ commandName }) => commandName === 'find');
    // Before anything is read of a primary, it proves that it shows what was acknowledged before it was elected.
    expect(proof?.command['readConcern']).toMatchObject({ level: 'linearizable' });
    expect(reads.length).toBeGreaterThan(3);
    for (const { command } of reads) expect(command['readConcern']).toMatchObject({ level: 'majority' });
    const plain = sent.filter(
      ({ commandName, command }) => commandName === 'insert' && !('txnNumber' in command && 'autocommit' in command),
    );
    expect(plain.length).toBeGreaterThan(1);
    for (const { command } of plain) expect(command['writeConcern']).toMatchObject({ w: 'majority', j: true });
    const commits = sent.filter(({ commandName }) => commandName === 'commitTransaction');
    expect(commits).toHaveLength(1);
    expect(commits[0]?.command['writeConcern']).toMatchObject({ w: 'majority', j: true });
  });

  it.each<[string, (parked: ParkedInputs) => Promise<unknown>]>([
    ['which keys wait', (parked) => parked.keys('t', 0)],
    ['what waits of a key', (parked) => parked.inputs({ reaction: 'r', source: 's' }, 1)],
    ['whether nothing waits any more', (parked) => parked.isDrained({ reaction: 'r', source: 's' }, -1)],
  ])('rule 13: nobody believes a primary that was just elected %s: later inputs would go past', async (_, ask) => {
    const { parkedInputs } = mongoBackbone(connection);
    await store.load([{ stream: 's', after: 0 }]);
    sent.length = 0;
    const newDescription = { type: 'RSPrimary', address: uniqueName('another'), electionId: undefined };
    connection.getClient().emit('serverDescriptionChanged', { newDescription } as never);
    await ask(parkedInputs);
    const [proof] = sent;
    expect(proof?.command['readConcern']).toMatchObject({ level: 'linearizable' });
    expect(sent).toHaveLength(2);
  });

  it('rule 2: a group is one insert, and asks nothing about streams that it only writes', async () => {
    const pod = new Pod(store);
    const keys = Array.from({ length: 50 }, (_, index) => `one-${index}`);
    await Promise.all(keys.map((key) => pod.book(key, addNote('1'))));
    sent.length = 0;
    await Promise.all(keys.map((key) => pod.book(key, addNote('2'))));
    expect(sent.map(({ commandName }) => commandName)).toEqual(['insert']);
  });

  it('rule 1: heads are looked at with one query for a whole group', async () => {
    const pod = new Pod(store);
    const keys = Array.from({ length: 20 }, (_, index) => `closed-${index}`);
    await Promise.all(keys.map((key) => pod.book(key, closeBook)));
    sent.length = 0;
    const results = await Promise.all(keys.map((key) => pod.book(key, closeBook)));
    expect(results.every(({ kind }) => kind === 'ignored')).toBe(true);
    expect(sent.map(({ commandName }) => commandName)).toEqual(['find']);
  });

  it('rule 5: a record that the database will not take is refused with its place', async () => {
    const huge = { ...record('huge', 1), events: [{ type: 'Huge', text: 'x'.repeat(17_000_000) }] };
    const outcome = await store.append([record('before', 1), huge as CommitRecord, record('after', 1)], false);
    expect(outcome).toMatchObject({ kind: 'refused', written: 0 });
    const deep = { ...record('deep', 1), events: [nested(400) as never] };
    expect(await store.append([deep], false)).toMatchObject({ kind: 'refused', written: 0 });
    expect(await store.append([deep, record('beside', 1)], true)).toMatchObject({ kind: 'refused', written: 0 });
    expect(await store.append([record('beside', 1)], true)).toEqual({ kind: 'written' });
  });

  it('rule 3: a database that cannot be reached has taken nothing', async () => {
    const options = { dbName, serverSelectionTimeoutMS: 50, directConnection: true };
    const nowhere = createConnection('mongodb://127.0.0.1:9/', options);
    nowhere.asPromise().catch(() => undefined);
    await nowhere.asPromise().catch(() => undefined);
    const away = new MongoStore(nowhere);
    expect((await away.append([record('x', 1)], false)).kind).toMatch(/away|unknown/);
    expect((await away.append([record('x', 1), record('y', 1)], true)).kind).toMatch(/away|unknown/);
    await expect(away.load([{ stream: 'm/book/x', after: 0 }])).rejects.toThrow();
    await nowhere.close();
  });

  it('rule 20: what is due is found by an index, with the time of the database', async () => {
    const { tasks } = mongoBackbone(connection);
    await mongoBackbone(connection).prepare();
    const dueAt = new Date(Date.now() + 60_000).toISOString();
    const many = Array.from({ length: 500 }, (_, at) => ({
      id: `t${at}`,
      kind: 'call',
      merchantId: 'm',
      payload: {},
      dueAt,
    }));
    await tasks.insert([...many, { ...many[0], id: 'due', dueAt: new Date(0).toISOString() } as never]);
    const filter = { kind: { $in: ['call'] }, $expr: { $lte: ['$readyAt', '$$NOW'] } };
    const plan = await connection
      .collection('tasks')
      .find(filter)
      .sort({ readyAt: 1 })
      .limit(10)
      .explain('executionStats');
    const { totalDocsExamined } = (plan as { executionStats: { totalDocsExamined: number } }).executionStats;
    expect(totalDocsExamined).toBeLessThan(5);
    expect((await tasks.claim({ kinds: ['call'], limit: 10, leaseMs: 1_000 })).map(({ id }) => id)).toEqual(['due']);
  });
});

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { in: nested(depth - 1) };
}
