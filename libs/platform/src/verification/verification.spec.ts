import {
  EVERY_MERCHANT,
  memoryBackbone,
  recordId,
  streamId,
  type Backbone,
  type CommitRecord,
  type Reach,
} from '@entrepot/eventstore';
import { turns, VirtualClock } from '@entrepot/messaging';
import { Books, type Fault, type Summed } from './books';
import { RunInterrupted } from '../runs/breather';
import { Verification } from './verification';
import { Verifications } from './verifications';

interface Row {
  readonly total: number;
}

class Sum implements Summed {
  version = 0;
  total = 0;
  constructor(readonly key: string) {}
  add({ version, events }: CommitRecord): void {
    this.version = version;
    for (const event of events) this.total += (event as unknown as { by: number }).by;
  }
}

/** Purses, and the list of them. */
class Purses extends Books<Sum> {
  readonly name = 'purses';
  readonly kind = 'purse';
  readonly view = 'purses';
  /** Runs before each look at the list. */
  before: (look: number) => Promise<void> = () => Promise.resolve();
  private looks = 0;

  constructor(private readonly backbone: Backbone) {
    super();
  }
  open(_merchantId: string, key: string): Sum {
    return new Sum(key);
  }
  async compare(merchantId: string, sums: readonly Sum[]): Promise<Fault[]> {
    await this.before((this.looks += 1));
    const rows = await this.backbone.view<Row>('purses').find(merchantId, { limit: 10_000 });
    return sums.flatMap(({ key, total, version }): Fault[] => {
      const row = rows.items.find(({ id }) => id === key);
      if (row?.version === version && row.total === total) return [];
      const what = `holds ${total}; the list shows ${row?.total} at version ${row?.version} of ${version}`;
      return [{ key, what, eventIds: [`${streamId(merchantId, 'purse', key)}#${version}`] }];
    });
  }
}

const record = (merchantId: string, kind: string, key: string, version: number, by = 1): CommitRecord => ({
  ...{ _id: recordId(streamId(merchantId, kind, key), version), merchantId, kind, key, version },
  ...{ at: '2026-01-01T00:00:00.000Z', cause: { source: 'test' }, events: [{ type: 'Put', by } as never] },
});

const row = (merchantId: string, id: string, version: number, total: number) => ({
  id,
  merchantId,
  version,
  row: { total },
});

describe('a verification', () => {
  let backbone: Backbone;
  let clock: VirtualClock;
  let purses: Purses;
  const stop = new AbortController();

  beforeEach(() => {
    clock = new VirtualClock();
    backbone = memoryBackbone({ clock: () => clock.date(), streams: [] });
    purses = new Purses(backbone);
  });
  afterEach(() => backbone.stop());

  const list = (...rows: ReturnType<typeof row>[]) => backbone.view<Row>('purses').upsert(rows);

  function begin(of: Reach = EVERY_MERCHANT, signal = stop.signal) {
    const verification = new Verification([purses], backbone, clock, { of, settleMs: 5_000, share: 0.5, signal });
    return { verification, drifts: verification.run() };
  }

  /** Lets it come to its end, however often it waits. */
  async function ended<T>(drifts: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => (isOver = true);
    drifts.then(over, over);
    for (let step = 0; step < 1_000 && !isOver; step += 1) {
      await turns(3);
      await clock.advance(1_000);
    }
    return drifts;
  }

  it('adds up the streams of its kind of all merchants, over the pages in which they are read, and of one when it is asked to', async () => {
    const kinds = ['apron', 'purse', 'purse-string', 'zip'];
    const merchants = ['ac', 'ac-me', 'acme', 'z'];
    const streams = merchants.flatMap((merchant) =>
      kinds.flatMap((kind) => ['p1', 'p1-x', 'p2'].map((key) => [merchant, kind, key] as const)),
    );
    const records = streams.flatMap(([merchant, kind, key]) =>
      Array.from({ length: 300 }, (_, at) => record(merchant, kind, key, at + 1)),
    );
    await backbone.store.append(records, false);
    await list(...merchants.flatMap((merchant) => ['p1', 'p1-x', 'p2'].map((key) => row(merchant, key, 300, 300))));
    const all = begin();
    expect(await ended(all.drifts)).toEqual([]);
    expect(all.verification.progress).toMatchObject({ looked: 12 * 300, ledgers: { purses: 12 } });
    const one = begin('ac');
    expect(await ended(one.drifts)).toEqual([]);
    expect(one.verification.progress).toMatchObject({ looked: 900, ledgers: { purses: 3 } });
  });

  it('names what lies, what is missing and what nothing is recorded of, each with the events that say otherwise', async () => {
    await backbone.store.append(
      [record('m', 'purse', 'a', 1, 5), record('m', 'purse', 'b', 1, 5), record('n', 'purse', 'c', 1, 5)],
      false,
    );
    await list(row('m', 'a', 1, 6), row('n', 'c', 1, 5), row('n', 'stray', 3, 1));
    const drifts = await ended(begin().drifts);
    expect(drifts).toEqual([
      {
        book: 'purses',
        merchantId: 'm',
        of: 'a',
        what: 'holds 5; the list shows 6 at version 1 of 1',
        eventIds: ['m/purse/a#1'],
      },
      {
        book: 'purses',
        merchantId: 'm',
        of: 'b',
        what: 'holds 5; the list shows undefined at version undefined of 1',
        eventIds: ['m/purse/b#1'],
      },
      { book: 'purses', merchantId: 'n', of: 'stray', what: 'is listed, and nothing is recorded of it', eventIds: [] },
    ]);
    expect(await ended(begin('n').drifts)).toMatchObject([{ of: 'stray' }]);
  });

  it('takes what is on its way for no drift: neither a list that comes after, nor one that is always a little late', async () => {
    await backbone.store.append([record('m', 'purse', 'late', 1), record('m', 'purse', 'busy', 1)], false);
    await list(row('m', 'busy', 1, 1));
    // One look at both, then one at each of those that differ.
    purses.before = async (look) => {
      if (look > 1) await list(row('m', 'late', 1, 1));
      await backbone.store.append([record('m', 'purse', 'busy', look + 1)], false);
      await list(row('m', 'busy', look, look));
    };
    expect(await ended(begin().drifts)).toEqual([]);
  });

  it('ends when it is told to, in the middle of waiting', async () => {
    await backbone.store.append([record('m', 'purse', 'a', 1, 5)], false);
    const leaving = new AbortController();
    const { drifts } = begin(EVERY_MERCHANT, leaving.signal);
    const refused = expect(drifts).rejects.toThrow(RunInterrupted);
    await turns(20);
    leaving.abort();
    await refused;
  });

  it('is begun once, also by two who ask the same process at the same time', async () => {
    const books = { name: 'bank', errors: {}, streams: [], books: [Purses] };
    const verifications = new Verifications({ backbone, clock } as never, books, { get: () => purses } as never);
    const asked = { of: EVERY_MERCHANT, by: 'ana', settleMs: 0, share: 1 } as const;
    const begun = await Promise.all([verifications.begin(asked), verifications.begin({ ...asked, by: 'bia' })]);
    expect(begun.map((one) => one?.by)).toEqual(['ana', undefined]);
    await expect(verifications.kept.last(EVERY_MERCHANT)).resolves.toMatchObject({ by: 'ana' });
    await ended(verifications.onModuleDestroy());
  });
});
