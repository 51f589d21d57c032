import { LedgerPosted, type LedgerAccount } from '@entrepot/contracts/payments';
import { deriveId } from '@entrepot/kernel';
import type { StartedPayment } from './payment';
import { fundsOf, type Tender } from './tender';

/**
 * What each account of the books holds. Debit less credit of all of them is 0 in every currency.
 *
 * - `receivable:psp` and `receivable:marketplace` grow by debits: money that is ours and lies with somebody else.
 * - `orders:captured` grows by credits, `orders:refunded` by debits: what orders were paid with, and what went back.
 * - `suspense:undeclared` grows by credits: money that nobody declared, until it has gone back.
 */
export const CHART: Readonly<Record<LedgerAccount, { readonly growsBy: 'debit' | 'credit'; readonly holds: string }>> =
  {
    'receivable:psp': { growsBy: 'debit', holds: 'money the payment provider captured for us' },
    'receivable:marketplace': { growsBy: 'debit', holds: 'money a marketplace collected for us' },
    'orders:captured': { growsBy: 'credit', holds: 'what orders were paid with' },
    'orders:refunded': { growsBy: 'debit', holds: 'what was given back of it' },
    'suspense:undeclared': { growsBy: 'credit', holds: 'money nobody declared, until it is given back' },
  };

/** The transaction of money that came in; `tender` as it is after that. */
export function receipt(payment: StartedPayment, tender: Tender, causeId: string, amount: number): LedgerPosted {
  const { undeclared } = tender.terms;
  return post(payment, tender, {
    debit: holderOf(tender),
    credit: undeclared ? 'suspense:undeclared' : 'orders:captured',
    amount,
    causeType: undeclared ? 'undeclared-received' : 'capture',
    causeId,
    total: fundsOf(tender).captured,
  });
}

/** The transaction of money that went back; `tender` as it is after that. */
export function giveBack(payment: StartedPayment, tender: Tender, causeId: string, amount: number): LedgerPosted {
  const { undeclared } = tender.terms;
  return post(payment, tender, {
    debit: undeclared ? 'suspense:undeclared' : 'orders:refunded',
    credit: holderOf(tender),
    amount,
    causeType: undeclared ? 'undeclared-returned' : 'refund',
    causeId,
    total: fundsOf(tender).refunded,
  });
}

interface Transaction {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  readonly amount: number;
  readonly causeType: LedgerPosted['causeType'];
  readonly causeId: string;
  /** Of the tender, after this: tells two transactions of one cause apart. */
  readonly total: number;
}

function post({ paymentId, orderId }: StartedPayment, tender: Tender, transaction: Transaction): LedgerPosted {
  const { tenderId, currency } = tender.terms;
  const { debit, credit, amount, causeType, causeId, total } = transaction;
  return new LedgerPosted({
    paymentId,
    orderId,
    tenderId,
    transactionId: deriveId('txn', paymentId, tenderId, causeType, causeId, total),
    currency,
    entries: [
      { account: debit, debit: amount, credit: 0 },
      { account: credit, debit: 0, credit: amount },
    ],
    causeType,
    causeId,
  });
}

function holderOf({ terms }: Tender): LedgerAccount {
  return terms.heldBy === 'marketplace' ? 'receivable:marketplace' : 'receivable:psp';
}
