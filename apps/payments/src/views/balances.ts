import { Injectable } from '@nestjs/common';
import type { AccountBalance, CurrencySum, LedgerAccount, LedgerBalances } from '@entrepot/contracts/payments';
import type { GroupSum, ViewTable } from '@entrepot/eventstore';
import { DatabaseTime, InjectView } from '@entrepot/platform';
import type { LedgerRow } from './ledger.view';

const BY_ACCOUNT = {
  each: 'entries',
  by: ['currency', 'entries.account'],
  of: ['entries.debit', 'entries.credit'],
};

/** Adds up the ledger view: what every account holds, and that each currency sums to zero. */
@Injectable()
export class Balances {
  constructor(
    private readonly time: DatabaseTime,
    @InjectView('ledger') private readonly ledger: ViewTable<LedgerRow>,
  ) {}

  async of(merchantId: string): Promise<LedgerBalances> {
    const asOf = this.time.now();
    const balances = (await this.ledger.sums(merchantId, BY_ACCOUNT)).map(balanceOf);
    balances.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return { balances, sums: sumByCurrency(balances), asOf };
  }
}

function balanceOf({ by, of }: GroupSum): AccountBalance {
  const [currency, account] = by as readonly [string, LedgerAccount];
  const [debit = 0, credit = 0] = of;
  return { account, currency, debit, credit, balance: debit - credit };
}

function sumByCurrency(balances: readonly AccountBalance[]): CurrencySum[] {
  const sums = new Map<string, number>();
  for (const { currency, balance } of balances) sums.set(currency, (sums.get(currency) ?? 0) + balance);
  return [...sums].map(([currency, sum]) => ({ currency, sum }));
}

function keyOf({ account, currency }: AccountBalance): string {
  return `${currency} ${account}`;
}
