import type { StockCause, StockLedgerEntry, StockPosted } from '@entrepot/contracts/inventory';
import type { PageOf } from '@entrepot/contracts/shared';
import type { PageRequest, RecordedEvent, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { StockStream } from '../domain/stock';

/** Which entries of a ledger are wanted; all that are given must hold. */
export interface LedgerFilter {
  readonly cause?: StockCause;
  readonly user?: string;
}

/** Entries that are looked at in one go, and for one page. */
const LOOKED_AT_ONCE = 500;
const MOST_LOOKED_AT = 5_000;

/**
 * A page of a ledger, newest entry first. No table of its own: the stream is the ledger, one entry a version, so a page
 * is a range of versions, and the cursor is the newest version that the next page may show. With a filter a page looks at
 * a bounded number of entries: it may have fewer than `limit`, even none, and still a next one.
 */
export async function ledgerPage(
  streams: Streams,
  at: { readonly merchantId: string; readonly key: string },
  { limit, cursor }: PageRequest,
  filter: LedgerFilter = {},
): Promise<PageOf<StockLedgerEntry>> {
  const { merchantId, key } = at;
  let newest = cursor === undefined ? (await streams.read(StockStream, merchantId, key)).version : versionOf(cursor);
  const isFiltered = filter.cause !== undefined || filter.user !== undefined;
  const step = isFiltered ? LOOKED_AT_ONCE : limit;
  const last = Math.max(0, newest - (isFiltered ? MOST_LOOKED_AT : limit));
  const items: StockLedgerEntry[] = [];
  while (newest > last && items.length < limit) {
    const after = Math.max(last, newest - step);
    const recorded = await streams.history(StockStream, merchantId, key, { after, limit: newest - after });
    const found = recorded.map((each) => entry(each as RecordedEvent<StockPosted>)).filter(fits(filter));
    items.push(...found.reverse());
    newest = after;
  }
  const shown = items.slice(0, limit);
  const next = items.length > limit ? (shown.at(-1)?.entry ?? 1) - 1 : newest;
  return next === 0 ? { items: shown } : { items: shown, next: String(next) };
}

function fits({ cause, user }: LedgerFilter): (found: StockLedgerEntry) => boolean {
  return (found) => (cause === undefined || found.cause.type === cause) && (user === undefined || found.user === user);
}

function versionOf(cursor: string): number {
  if (!/^[1-9]\d{0,9}$/.test(cursor)) throw new DomainError('page.cursor-invalid');
  return Number(cursor);
}

function entry({ version, at, event }: RecordedEvent<StockPosted>): StockLedgerEntry {
  const { type: _type, sku: _sku, placeId: _placeId, causeType, causeId, ...figures } = event;
  return { entry: version, at, cause: { type: causeType, id: causeId }, ...figures };
}
