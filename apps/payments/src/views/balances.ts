import { Injectable } from '@nestjs/common';
import type { AccountBalance, CurrencySum, LedgerAccount, LedgerBalances } from '@entrepot/contracts/payments';
import type { ViewTable } from '@entrepot/eventstore';
import { DatabaseTime, InjectView } from '@entrepot/platform';
import type { LedgerRow } from './ledger.view';

const ROWS_AT_ONCE = 1_000;

/** Adds up the ledger view: what every account holds, and that each currency sums to zero. */
@Injectable()
export class Balances {
  constructor(
    private readonly time: DatabaseTime,
    @InjectView('ledger') private readonly ledger: ViewTable<LedgerRow>,
  ) {}

  async of(merchantId: string): Promise<LedgerBalances> {
    const asOf = this.time.now();
    const sums = new Map<string, AccountBalance>();
    let cursor: string | undefined;
    do {
      const page = await this.ledger.find(merchantId, {
        limit: ROWS_AT_ONCE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const row of page.items) addTo(sums, row);
      cursor = page.next;
    } while (cursor !== undefined);
    const balances = [...sums.values()].sort((a, b) =>
      keyOf(a.account, a.currency) < keyOf(b.account, b.currency) ? -1 : 1,
    );
    return { balances, sums: sumByCurrency(balances), asOf };
  }
}

function addTo(sums: Map<string, AccountBalance>, { currency, entries }: LedgerRow): void {
  for (const { account, debit, credit } of entries) {
    const key = keyOf(account, currency);
    const known = sums.get(key) ?? { account, currency, debit: 0, credit: 0, balance: 0 };
    const balance = known.balance + debit - credit;
    sums.set(key, { ...known, debit: known.debit + debit, credit: known.credit + credit, balance });
  }
}

function sumByCurrency(balances: readonly AccountBalance[]): CurrencySum[] {
  const sums = new Map<string, number>();
  for (const { currency, balance } of balances) sums.set(currency, (sums.get(currency) ?? 0) + balance);
  return [...sums].map(([currency, sum]) => ({ currency, sum }));
}

function keyOf(account: LedgerAccount, currency: string): string {
  return `${currency} ${account}`;
}
