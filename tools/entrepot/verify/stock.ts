import type { mongo } from 'mongoose';
import { recordsOf, rowsOf, type Drift, type StoredRecord } from './records';

interface Posted {
  readonly sku: string;
  readonly placeId: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly onHand: number;
  readonly reserved: number;
}

interface Ledger {
  readonly merchantId: string;
  readonly of: string;
  onHand: number;
  reserved: number;
  newest: string;
}

/** Adds every stock ledger up from its entries, and compares each entry's balance and the list of stock with that. */
export async function verifyStock(inventory: mongo.Db): Promise<{ checked: number; drifts: Drift[] }> {
  const ledgers = new Map<string, Ledger>();
  const drifts: Drift[] = [];
  for await (const record of recordsOf(inventory, 'stock')) drifts.push(...take(ledgers, record));
  const rows = await rowsOf(inventory, 'stock', ({ sku, placeId }) => `${String(sku)}@${String(placeId)}`);
  for (const [name, ledger] of ledgers) {
    const { onHand, reserved, newest, merchantId, of } = ledger;
    const row = rows.get(name);
    const shown =
      row === undefined ? 'no row' : `${String(row['onHand'])} on hand, ${String(row['reserved'])} reserved`;
    const derived = `${onHand} on hand, ${reserved} reserved`;
    const what = `the entries say ${derived}; the list of stock shows ${shown}`;
    if (shown !== derived) drifts.push({ book: 'stock', merchantId, of, what, eventIds: [newest] });
  }
  for (const [name, { merchantId, sku, placeId }] of rows) {
    if (ledgers.has(name)) continue;
    const of = `${String(sku)}@${String(placeId)}`;
    drifts.push({
      book: 'stock',
      merchantId: String(merchantId),
      of,
      what: 'is listed and has no ledger',
      eventIds: [],
    });
  }
  return { checked: ledgers.size, drifts };
}

function take(ledgers: Map<string, Ledger>, { _id, merchantId, events }: StoredRecord): Drift[] {
  return (events as unknown as readonly Posted[]).flatMap((posted, index) => {
    const of = `${posted.sku}@${posted.placeId}`;
    const name = `${merchantId} ${of}`;
    const ledger = ledgers.get(name) ?? { merchantId, of, onHand: 0, reserved: 0, newest: '' };
    ledgers.set(name, ledger);
    const onHand = ledger.onHand + posted.onHandDelta;
    const reserved = ledger.reserved + posted.reservedDelta;
    const newest = `${_id}#${index}`;
    Object.assign(ledger, { onHand, reserved, newest });
    if (onHand === posted.onHand && reserved === posted.reserved && reserved >= 0 && reserved <= onHand) return [];
    const what = `the entries before and with it say ${onHand} on hand, ${reserved} reserved; it says ${posted.onHand}, ${posted.reserved}`;
    return [{ book: 'stock', merchantId, of, what, eventIds: [newest] }];
  });
}
