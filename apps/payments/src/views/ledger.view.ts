import { LedgerPosted, type LedgerTransaction } from '@entrepot/contracts/payments';
import { Lists, type EventMeta } from '@entrepot/messaging';

/** A row of the money ledger: one transaction, written once. */
export type LedgerRow = LedgerTransaction;

@Lists({ events: [LedgerPosted], view: 'ledger', indexes: [{ paymentId: 1, at: 1 }] })
export class LedgerView {
  rows({ type: _, ...posted }: LedgerPosted, { at }: EventMeta): LedgerRow[] {
    return [{ ...posted, at }];
  }
}
