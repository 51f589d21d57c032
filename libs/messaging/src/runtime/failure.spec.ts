import { DomainError } from '@entrepot/kernel';
import { mongo } from 'mongoose';
import { failuresOf, isAway } from './failure';

/** What the driver says when nobody answers at the database's address. */
async function unreachable(work: (rows: mongo.Collection) => Promise<unknown>): Promise<Error> {
  const client = new mongo.MongoClient('mongodb://127.0.0.1:9', { serverSelectionTimeoutMS: 50 });
  try {
    await work(client.db('any').collection('rows'));
  } catch (error) {
    return error as Error;
  } finally {
    await client.close();
  }
  throw new Error('it was answered');
}

const refused = (code: number) => {
  const error = { message: 'no', code, writeErrors: [{ index: 0, code, errmsg: 'no' }] };
  return new mongo.MongoBulkWriteError(error as never, {} as never);
};

describe('failures', () => {
  it.each<[string, (rows: mongo.Collection) => Promise<unknown>]>([
    ['find', (rows) => rows.find().toArray()],
    ['updateOne', (rows) => rows.updateOne({}, { $set: { a: 1 } })],
  ])('rule 13: a database that does not answer %s is away', async (_, work) => {
    const error = await unreachable(work);
    expect([error.name, isAway(error)]).toEqual([error.name, true]);
  });

  it('rule 13: a write of many that is not answered is away, though the driver hides why', () => {
    const hidden = [
      new mongo.MongoNetworkError('connection closed'),
      new mongo.MongoServerSelectionError('none', {} as never),
    ];
    const errors = hidden.map((error) => new mongo.MongoBulkWriteError(error as never, {} as never));
    expect(errors.map(isAway)).toEqual([true, true]);
  });

  it('rule 13: a database that changes its primary, or is slow to spread a write, is away', () => {
    const movedOn = new mongo.MongoServerError({ message: 'not primary', code: 10_107 });
    const late = new mongo.MongoBulkWriteError({ message: 'waiting for replication', code: 64 } as never, {} as never);
    expect([movedOn, late, refused(11_602)].map(isAway)).toEqual([true, true, true]);
  });

  it.each<[string, number]>([
    ['has no room on its disk', 14_031],
    ['lets our user not in, as while its rights are changed', 13],
    ['does not know our user any more', 18],
    ['waits for a lock', 24],
    ['was told by a person to end what it did', 11_601],
    ['had too little time', 50],
    ['had another write in the way', 112],
    ['has put another table in its place', 175],
  ])('rule 13: a database is away that %s', (_, code) => {
    const errors = [refused(code), new mongo.MongoServerError({ message: 'no', code })];
    expect(errors.map(isAway)).toEqual([true, true]);
  });

  it('rule 13: what the database refuses for itself is not away', () => {
    expect([refused(11_000), refused(121), new mongo.BSON.BSONError('no')].map(isAway)).toEqual([false, false, false]);
  });

  it('sorts a refusal by its kind, and what nobody foresaw as broken', () => {
    const sort = failuresOf({
      'order.unknown': { kind: 'not-found', message: '' },
      'order.closed': { kind: 'conflict', message: '' },
    });
    const errors = [new DomainError('order.unknown'), new DomainError('order.closed'), new DomainError('other.code')];
    expect(errors.map((error) => sort(error).kind)).toEqual(['early', 'dead', 'dead']);
    expect(sort(new DomainError('request.withdrawn')).kind).toBe('away');
    expect(sort(new TypeError('a bug'))).toMatchObject({ kind: 'broken', reason: 'TypeError: a bug' });
  });
});
