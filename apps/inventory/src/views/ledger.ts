import type { StockLedgerEntry, StockPosted } from '@entrepot/contracts/inventory';
import type { PageOf } from '@entrepot/contracts/shared';
import type { PageRequest, RecordedEvent, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { StockStream } from '../domain/stock';

/**
 * A page of a ledger, newest entry first. No table of its own: the stream is the ledger, one entry a version, so a page
 * is a range of versions, and the cursor is the newest version that the next page may show.
 */
export async function ledgerPage(
  streams: Streams,
  merchantId: string,
  key: string,
  { limit, cursor }: PageRequest,
): Promise<PageOf<StockLedgerEntry>> {
  const newest = cursor === undefined ? (await streams.read(StockStream, merchantId, key)).version : versionOf(cursor);
  const after = Math.max(0, newest - limit);
  if (newest === 0) return { items: [] };
  const recorded = await streams.history(StockStream, merchantId, key, { after, limit: newest - after });
  const items = recorded.map((each) => entry(each as RecordedEvent<StockPosted>)).reverse();
  return after === 0 ? { items } : { items, next: String(after) };
}

function versionOf(cursor: string): number {
  if (!/^[1-9]\d{0,9}$/.test(cursor)) throw new DomainError('page.cursor-invalid');
  return Number(cursor);
}

function entry({ version, at, event }: RecordedEvent<StockPosted>): StockLedgerEntry {
  const { causeType, causeId, onHandDelta, reservedDelta, onHand, reserved, occurredAt } = event;
  const cause = { type: causeType, id: causeId };
  const when = occurredAt === undefined ? {} : { occurredAt };
  return { entry: version, at, cause, onHandDelta, reservedDelta, onHand, reserved, ...when };
}
