import type { StockPosted } from '@entrepot/contracts/inventory';
import { eventId, type CommitRecord, type RecordedEvent } from '@entrepot/eventstore';
import type { Fault, Summed } from '@entrepot/platform';

const MOST_FAULTS = 20;

/** Adds one ledger up again from its entries, believing no running balance. */
export class LedgerSum implements Summed {
  version = 0;
  onHand = 0;
  reserved = 0;
  /** Id of the newest entry. */
  newest = '';
  /** Entries that say another balance than those before and with them add up to, or one that cannot be; the first of them. */
  readonly faults: Fault[] = [];

  constructor(readonly key: string) {}

  /** Takes the next record of the ledger. */
  add(record: CommitRecord): void {
    this.version = record.version;
    (record.events as readonly StockPosted[]).forEach((posted, index) => this.take(posted, eventId(record, index)));
  }

  /** Takes an entry that came since. */
  addLater({ version, event, id }: Pick<RecordedEvent, 'version' | 'event' | 'id'>): void {
    this.version = version;
    this.take(event as StockPosted, id);
  }

  private take(posted: StockPosted, id: string): void {
    const { onHandDelta, reservedDelta } = posted;
    this.newest = id;
    this.onHand += onHandDelta;
    this.reserved += reservedDelta;
    const { onHand, reserved } = this;
    const isRight = onHand === posted.onHand && reserved === posted.reserved && reserved >= 0 && reserved <= onHand;
    if (isRight || this.faults.length === MOST_FAULTS) return;
    const what = `the entries before and with it say ${said(this)}; it says ${said(posted)}`;
    this.faults.push({ key: this.key, what, eventIds: [id] });
  }
}

/** A balance for people. */
export function said({ onHand, reserved }: { readonly onHand: number; readonly reserved: number }): string {
  return `${onHand} on hand, ${reserved} reserved`;
}
