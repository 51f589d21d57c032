import { EVERY_MERCHANT, streamId, type CommitRecord, type Reach, type Store } from '@entrepot/eventstore';
import type { Books, Summed } from './books';

const RECORDS_A_PAGE = 2_000;
/** Sorts behind everything that ids are made of. */
const LAST = '~';

/** Streams of one merchant, each added up to its end. */
export interface Ledgers<S> {
  readonly merchantId: string;
  readonly sums: readonly S[];
  /** Records that were read for them. */
  readonly records: number;
}

/**
 * Every stream of a kind added up, some at a time: records come by stream and version, so a stream ends where another begins.
 * Holds no more than a page, however many there are; what lies between is skipped.
 */
export async function* ledgersOf<S extends Summed>(
  store: Store,
  books: Pick<Books<S>, 'kind' | 'open'>,
  of: Reach,
): AsyncGenerator<Ledgers<S>> {
  let merchant: string | undefined;
  let begun: S[] = [];
  let count = 0;
  for await (const records of pagesOf(store, books.kind, of)) {
    for (const record of records) {
      const isOther = merchant !== undefined && merchant !== record.merchantId;
      if (isOther) {
        yield { merchantId: merchant!, sums: begun, records: count };
        [begun, count] = [[], 0];
      }
      merchant = record.merchantId;
      addTo(begun, record, books);
      count += 1;
    }
    if (begun.length > 1) {
      yield { merchantId: merchant!, sums: begun.slice(0, -1), records: count };
      [begun, count] = [begun.slice(-1), 0];
    }
  }
  if (begun.length > 0) yield { merchantId: merchant!, sums: begun, records: count };
}

/** One stream added up. Undefined: nothing is recorded of it. */
export async function ledgerOf<S extends Summed>(
  store: Store,
  books: Pick<Books<S>, 'kind' | 'open'>,
  { merchantId, key }: { readonly merchantId: string; readonly key: string },
): Promise<S | undefined> {
  const sum = books.open(merchantId, key);
  const stream = streamId(merchantId, books.kind, key);
  for (let isLast = false; !isLast;) {
    const [records = []] = await store.load([{ stream, after: sum.version, limit: RECORDS_A_PAGE }]);
    for (const record of records) sum.add(record);
    isLast = records.length < RECORDS_A_PAGE;
  }
  return sum.version === 0 ? undefined : sum;
}

/** Adds a record to the last stream, or begins the next one. */
function addTo<S extends Summed>(begun: S[], record: CommitRecord, books: Pick<Books<S>, 'open'>): void {
  if (begun.at(-1)?.key !== record.key) begun.push(books.open(record.merchantId, record.key));
  begun.at(-1)!.add(record);
}

async function* pagesOf(store: Store, kind: string, of: Reach): AsyncGenerator<CommitRecord[]> {
  for (let after: string | undefined = of === EVERY_MERCHANT ? '' : prefixOf(of, kind); after !== undefined;) {
    const page: CommitRecord[] = await store.scan(after === '' ? undefined : after, RECORDS_A_PAGE);
    const records = page.filter(
      (record) => record.kind === kind && (of === EVERY_MERCHANT || record.merchantId === of),
    );
    if (records.length > 0) yield records;
    const last = page.at(-1);
    after = last === undefined || page.length < RECORDS_A_PAGE ? undefined : nextOf(last, kind, of);
  }
}

/** Where to go on behind a record: over other kinds, and to the next merchant, at one stroke. */
function nextOf({ _id, merchantId, kind: found }: CommitRecord, kind: string, of: Reach): string | undefined {
  if (of !== EVERY_MERCHANT && merchantId !== of) return undefined;
  if (found === kind) return _id;
  const prefix = prefixOf(merchantId, kind);
  if (_id < prefix) return prefix;
  return of === EVERY_MERCHANT ? `${_id.slice(0, _id.indexOf('/'))}/${LAST}` : undefined;
}

/** Sorts before every record of a merchant's streams of a kind, and behind those of kinds before it. */
function prefixOf(merchantId: string, kind: string): string {
  return streamId(merchantId, kind, '-').slice(0, -1);
}
