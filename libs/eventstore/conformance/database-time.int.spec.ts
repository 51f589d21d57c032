import { decided } from '@entrepot/kernel';
import { testBackend, uniqueName, wrongClock } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { mongoBackbone, type Backbone } from '../src';
import { BookStream, note } from './samples';

const OFF_MS = 26 * 3_600_000;

/** A process whose own clock is more than a day ahead. */
describe('rule 21: a process whose clock is wrong', () => {
  const dbName = uniqueName('time');
  let connection: Connection;
  let backbone: Backbone;
  const RightDate = Date;
  const truth = () => RightDate.now();
  let restore = (): void => undefined;

  beforeAll(async () => {
    connection = await createConnection(testBackend().mongoUri, { dbName, bufferCommands: false }).asPromise();
    restore = wrongClock(OFF_MS);
    backbone = mongoBackbone(connection);
    await backbone.prepare();
  });

  afterAll(async () => {
    restore();
    await backbone.stop();
    await connection.dropDatabase();
    await connection.close();
  });

  const offBy = (time: number) => Math.abs(time - truth());

  it('knows the time of the database', () => {
    expect(Date.now() - truth()).toBeGreaterThan(OFF_MS - 1_000);
    expect(offBy(backbone.now())).toBeLessThan(1_000);
  });

  it('gives it to decisions and records', async () => {
    let now = '';
    const cause = { source: 'test', key: '1' };
    const on = { on: BookStream, merchantId: 'm', key: 'b', cause };
    await backbone.commands.handle({
      ...on,
      decide: (_, given) => {
        now = given.now;
        return decided(note('1'));
      },
    });
    const [recorded] = await backbone.streams.history(BookStream, 'm', 'b');
    expect(offBy(Date.parse(now))).toBeLessThan(2_000);
    expect(recorded?.at).toBe(now);
  });

  it('keeps parked inputs and dead letters with it', async () => {
    const message = { topic: 't', partition: 0, offset: 1, key: null, headers: {}, value: null };
    const fixed = { reaction: 'r', source: 's', merchantId: 'm', message, reason: 'no' };
    await backbone.parkedInputs.park([{ ...fixed, retryAt: new Date(backbone.now() - 1_000).toISOString() }]);
    const [due] = await backbone.parkedInputs.due('t', [0], 1);
    expect(offBy(Date.parse(due!.parkedAt))).toBeLessThan(2_000);
    await backbone.deadLetters.add([{ ...fixed, code: 'c', attempts: 1 }]);
    const { items } = await backbone.deadLetters.list('m', { limit: 1 });
    expect(offBy(Date.parse(items[0]!.at))).toBeLessThan(2_000);
  });

  it('makes tasks due when they are due', async () => {
    const task = { kind: 'call', merchantId: 'm', payload: {} };
    const at = (ms: number) => new Date(backbone.now() + ms).toISOString();
    await backbone.tasks.insert([
      { ...task, id: 'now', dueAt: at(-1_000) },
      { ...task, id: 'soon', dueAt: at(60_000) },
    ]);
    const claimed = await backbone.tasks.claim({ kinds: ['call'], limit: 10, leaseMs: 1_000 });
    expect(claimed.map(({ id }) => id)).toEqual(['now']);
  });
});
