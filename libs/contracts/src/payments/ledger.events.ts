import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { CurrencyCode, Doc, MinorAmount, NestedList, OneOf, OpaqueId } from '../vocabulary';

/** The chart of accounts; what each one holds is told in the README of payments. */
export const LEDGER_ACCOUNTS = [
  'receivable:psp',
  'receivable:marketplace',
  'orders:captured',
  'orders:refunded',
  'suspense:undeclared',
] as const;

export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** What moved money. */
export const LEDGER_CAUSES = ['capture', 'refund', 'undeclared-received', 'undeclared-returned'] as const;

@Doc('One side of a transaction: debit or credit is 0.')
export class LedgerEntry {
  @OneOf(LEDGER_ACCOUNTS) account!: LedgerAccount;
  @MinorAmount() debit!: number;
  @MinorAmount() credit!: number;
}

@Doc('One transaction of the money ledger: its debits equal its credits.')
@EventContract<LedgerPosted>({
  topic: 'payments.payment.v1',
  key: 'orderId',
  readers: ['orders', 'payments'],
  example: {
    paymentId: 'pay_1',
    orderId: 'ord_1',
    tenderId: 't1',
    transactionId: 'txn_1',
    currency: 'EUR',
    entries: [
      { account: 'receivable:psp', debit: 4990, credit: 0 },
      { account: 'orders:captured', debit: 0, credit: 4990 },
    ],
    causeType: 'capture',
    causeId: 'cap_1',
  },
})
export class LedgerPosted extends DomainEvent {
  readonly type = 'LedgerPosted';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() transactionId!: string;
  @CurrencyCode() currency!: string;
  @NestedList(() => LedgerEntry, { min: 2, max: 10 }) entries!: LedgerEntry[];
  @OneOf(LEDGER_CAUSES) causeType!: (typeof LEDGER_CAUSES)[number];
  @Doc('captureId, refundId or tenderId.') @OpaqueId() causeId!: string;

  constructor(fields: Fields<LedgerPosted>) {
    super(fields);
  }
}
