import { StockPosted } from '@entrepot/contracts/inventory';
import { MemoryStore, streamId, type CommitRecord } from '@entrepot/eventstore';
import fc from 'fast-check';
import { StockStream, type Stock, type StockSoFar } from '../domain/stock';
import { StockHistory } from './stock-history';

jest.setTimeout(60_000);

const MERCHANT = 'demo';
const START = Date.parse('2026-01-31T00:00:00Z');
const KEYS = ['A@p1', 'B@p1', 'C@p1'];

/** A ledger: how long after the entry before each entry came, and how wrong the clock of its writer was. */
const entries = fc.array(
  fc.record({
    gap: fc.oneof(fc.nat(3), fc.nat(20_000), fc.constant(86_400_000)),
    clock: fc.nat(9_999),
    delta: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 60 },
);

function ledger(key: string, said: readonly { gap: number; clock: number; delta: number }[]): CommitRecord[] {
  let time = START;
  let onHand = 0;
  return said.map(({ gap, clock, delta }, index) => {
    time += gap;
    onHand += delta;
    const version = index + 1;
    const at = new Date(time + clock).toISOString();
    const cause = { causeType: 'receipt', causeId: `r-${version}` } as const;
    const figures = { onHandDelta: delta, reservedDelta: 0, onHand, reserved: 0 };
    const event = new StockPosted({ sku: key.slice(0, 1), placeId: 'p1', ...cause, ...figures });
    const _id = `${streamId(MERCHANT, 'stock', key)}/${String(version).padStart(10, '0')}`;
    return { _id, merchantId: MERCHANT, kind: 'stock', key, version, at, cause: { source: 'test' }, events: [event] };
  });
}

/** The definition, written down plainly: fold from the beginning to the first entry that came later. */
function folded(records: readonly CommitRecord[], moment: number): Stock | undefined {
  let stock: StockSoFar | undefined;
  for (const { at, events, key, version } of records) {
    if (Date.parse(at) > moment) break;
    for (const event of events) {
      stock = StockStream.evolve(stock ?? StockStream.initial, event, { merchantId: MERCHANT, key, version, at });
    }
  }
  return stock && { onHand: stock.onHand, reserved: stock.reserved };
}

describe('stock as of a past moment', () => {
  it('is the fold of the ledger up to then, whatever the clocks of its writers said', async () => {
    const moments = fc.array(fc.oneof(fc.nat(200_000), fc.nat(60 * 86_400_000)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(entries, entries, entries), moments, fc.nat(60), async (said, after, lag) => {
        const store = new MemoryStore();
        const ledgers = said.map((each, index) => ledger(KEYS[index]!, each));
        const all = ledgers.flat();
        if (all.length > 0) expect(await store.append(all, false)).toEqual({ kind: 'written' });
        const history = new StockHistory(store);
        // The list may lag behind the ledger: an older version must do.
        const known = ledgers.map((records, index) => ({
          key: KEYS[index]!,
          version: Math.max(0, records.length - lag),
        }));
        const edges = all.map(({ at }) => Date.parse(at) - START);
        for (const moment of [...after, ...edges, ...edges.map((edge) => edge - 1)]) {
          const expected = ledgers.map((records) => folded(records, START + moment));
          expect(await history.balancesAt(MERCHANT, known, START + moment)).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('reads a handful of a long ledger', async () => {
    const store = new MemoryStore();
    const records = ledger(
      'A@p1',
      Array.from({ length: 4_000 }, () => ({ gap: 60_000, clock: 0, delta: 1 })),
    );
    await store.append(records, false);
    let read = 0;
    const load = store.load.bind(store);
    store.load = async (wanted) => {
      const found = await load(wanted);
      read += found.flat().length;
      return found;
    };
    const moment = START + 60_000 * 2_345;
    const [then] = await new StockHistory(store).balancesAt(MERCHANT, [{ key: 'A@p1', version: 4_000 }], moment);
    expect(then).toEqual({ onHand: 2_345, reserved: 0 });
    expect(read).toBeLessThan(30);
  });
});
