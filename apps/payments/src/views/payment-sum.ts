import type { LedgerEntry, LedgerPosted } from '@entrepot/contracts/payments';
import { eventId, type CommitRecord } from '@entrepot/eventstore';
import { sum } from '@entrepot/kernel';
import type { Fault, Summed } from '@entrepot/platform';

/** A transaction as the stream has posted it. */
export interface PostedTransaction {
  readonly eventId: string;
  readonly debit: number;
}

/** Adds the money of one payment up from the ledger entries in its stream, believing nothing else that the stream says. */
export class PaymentSum implements Summed {
  version = 0;
  captured = 0;
  refunded = 0;
  currency = '';
  /** From then on the list shows it. */
  isStarted = false;
  readonly transactions = new Map<string, PostedTransaction>();
  /** Transactions of which the two sides differ. */
  readonly faults: Fault[] = [];

  constructor(readonly key: string) {}

  /** Takes the next record of the payment. */
  add(record: CommitRecord): void {
    this.version = record.version;
    record.events.forEach((event, index) => {
      if (event.type === 'PaymentStarted') this.isStarted = true;
      if (event.type === 'LedgerPosted') this.post(event as LedgerPosted, eventId(record, index));
    });
  }

  /** The newest entries, the newest last. */
  newest(count: number): string[] {
    return [...this.transactions.values()].slice(-count).map((posted) => posted.eventId);
  }

  private post({ transactionId, currency, causeType, entries }: LedgerPosted, id: string): void {
    const [debit, credit] = [debitOf(entries), sum(entries.map((entry) => entry.credit))];
    this.currency = currency;
    this.transactions.set(transactionId, { eventId: id, debit });
    if (causeType === 'capture') this.captured += debit;
    if (causeType === 'refund') this.refunded += debit;
    if (debit === credit) return;
    const what = `transaction ${transactionId} debits ${debit} and credits ${credit}`;
    this.faults.push({ key: this.key, what, eventIds: [id] });
  }
}

export function debitOf(entries: readonly LedgerEntry[]): number {
  return sum(entries.map(({ debit }) => debit));
}
