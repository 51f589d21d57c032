import { pageOf, TENDER_METHODS, type TenderMethod } from '../shared';
import {
  CurrencyCode,
  Doc,
  Flag,
  FreeKey,
  MinorAmount,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  SignedMinorAmount,
  Text,
  Timestamp,
} from '../vocabulary';
import { LEDGER_ACCOUNTS, LEDGER_CAUSES, LedgerEntry, type LedgerAccount } from './ledger.events';

/** What a payment can be at. */
export const PAYMENT_STATES = ['authorising', 'authorised', 'declining', 'declined', 'releasing', 'released'] as const;

/** What a tender can be at, for people. */
export const TENDER_STATES = [
  'declared',
  'authorising',
  'pending',
  'declined',
  'authorised',
  'capturing',
  'partially-captured',
  'captured',
  'voiding',
  'voided',
  'refunding',
  'partially-refunded',
  'refunded',
] as const;

@Doc('How one tender of a payment stands.')
export class TenderAnswer {
  @OpaqueId() tenderId!: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @OneOf(TENDER_STATES) state!: (typeof TENDER_STATES)[number];
  @OneOf(['psp', 'marketplace']) heldBy!: 'psp' | 'marketplace';
  @Doc('What the order asked of it.') @MinorAmount() amount!: number;
  @Doc('Authorised and neither captured nor voided.') @MinorAmount() held!: number;
  @MinorAmount() captured!: number;
  @MinorAmount() refunded!: number;
  @Optional() @FreeKey() providerReference?: string;
  @Optional() @Text(200) reason?: string;
  @Doc('Money that no tender declared, on its way back.') @Flag() undeclared!: boolean;
}

@Doc('A payment, current.')
export class PaymentAnswer {
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(PAYMENT_STATES) state!: (typeof PAYMENT_STATES)[number];
  @CurrencyCode() currency!: string;
  @MinorAmount() total!: number;
  @Doc('Authorised and neither captured nor voided.') @MinorAmount() held!: number;
  @MinorAmount() captured!: number;
  @MinorAmount() refunded!: number;
  @Optional() @Text(200) reason?: string;
  @NestedList(() => TenderAnswer, { max: 200 }) tenders!: TenderAnswer[];
}

@Doc('A payment in a list; as old as the view is.')
export class PaymentSummary {
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(PAYMENT_STATES) state!: (typeof PAYMENT_STATES)[number];
  @CurrencyCode() currency!: string;
  @MinorAmount() total!: number;
  @MinorAmount() held!: number;
  @MinorAmount() captured!: number;
  @MinorAmount() refunded!: number;
  @Timestamp() updatedAt!: string;
}

export const PaymentSummaryPage = pageOf(PaymentSummary);

@Doc('One transaction of the ledger.')
export class LedgerTransaction {
  @OpaqueId() transactionId!: string;
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @Timestamp() at!: string;
  @CurrencyCode() currency!: string;
  @NestedList(() => LedgerEntry, { min: 2, max: 10 }) entries!: LedgerEntry[];
  @OneOf(LEDGER_CAUSES) causeType!: (typeof LEDGER_CAUSES)[number];
  @OpaqueId() causeId!: string;
}

export const LedgerTransactionPage = pageOf(LedgerTransaction);

@Doc('The balance of one account in one currency; debit less credit.')
export class AccountBalance {
  @OneOf(LEDGER_ACCOUNTS) account!: LedgerAccount;
  @CurrencyCode() currency!: string;
  @MinorAmount() debit!: number;
  @MinorAmount() credit!: number;
  @SignedMinorAmount() balance!: number;
}

@Doc('The sum over all accounts of a currency: 0, or the books are wrong.')
export class CurrencySum {
  @CurrencyCode() currency!: string;
  @SignedMinorAmount() sum!: number;
}

@Doc('Balances of all accounts of the merchant.')
export class LedgerBalances {
  @NestedList(() => AccountBalance) balances!: AccountBalance[];
  @NestedList(() => CurrencySum) sums!: CurrencySum[];
  @Timestamp() asOf!: string;
}

@Doc('A notice was taken.')
export class NoticeAnswer {
  @FreeKey() noticeId!: string;
  @Doc('It had come before.') @Flag() repeated!: boolean;
}
