import { Injectable } from '@nestjs/common';
import type { StockBalance } from '@entrepot/contracts/inventory';
import { Streams, ViewTable } from '@entrepot/eventstore';
import { Books, InjectView, type Fault } from '@entrepot/platform';
import { StockStream } from '../domain/stock';
import { LedgerSum, said } from './ledger-sum';
import type { StockRow } from './stock.view';

/** What the books say about one ledger. */
export interface ComparedLedger {
  readonly sum: LedgerSum;
  readonly state: StockBalance;
  /** Absent: the list does not show it yet. */
  readonly row?: StockBalance & { readonly version: number };
}

/** The stock ledgers, the balances that decisions believe, and the list of stock. */
@Injectable()
export class StockBooks extends Books<LedgerSum> {
  readonly name = 'stock';
  readonly kind = StockStream.kind;
  readonly view = 'stock';

  constructor(
    private readonly streams: Streams,
    @InjectView('stock') private readonly stock: ViewTable<StockRow>,
  ) {
    super();
  }

  open(_merchantId: string, key: string): LedgerSum {
    return new LedgerSum(key);
  }

  async compare(merchantId: string, sums: readonly LedgerSum[]): Promise<Fault[]> {
    return (await this.look(merchantId, sums)).flatMap((compared) => faultsOf(compared));
  }

  /** Reads the other books. Entries that came since a ledger was added up are added. */
  async look(merchantId: string, sums: readonly LedgerSum[]): Promise<ComparedLedger[]> {
    const states = await Promise.all(sums.map((sum) => this.stateAt(merchantId, sum)));
    const rows = await this.stock.rowsOf(
      merchantId,
      sums.map(({ key }) => key),
    );
    return sums.map((sum, index) => {
      const row = rows.get(sum.key);
      return { sum, state: states[index]!, ...(row !== undefined && { row }) };
    });
  }

  /** The state, with the sum brought up to its version. */
  private async stateAt(merchantId: string, sum: LedgerSum): Promise<StockBalance> {
    const { key } = sum;
    const { state, version } = await this.streams.read(StockStream, merchantId, key);
    const limit = version - sum.version;
    if (limit > 0) {
      const later = await this.streams.history(StockStream, merchantId, key, { after: sum.version, limit });
      for (const entry of later) sum.addLater(entry);
    }
    return state;
  }
}

export function isSame(one: StockBalance, other: StockBalance): boolean {
  return one.onHand === other.onHand && one.reserved === other.reserved;
}

function faultsOf({ sum, state, row }: ComparedLedger): Fault[] {
  const fault = (what: string): Fault => ({
    key: sum.key,
    what: `the entries say ${said(sum)}; ${what}`,
    eventIds: [sum.newest],
  });
  const faults = [...sum.faults];
  if (!isSame(sum, state)) faults.push(fault(`decisions believe ${said(state)}`));
  if (row === undefined) faults.push(fault('the list of stock has no row'));
  else if (row.version !== sum.version)
    faults.push(fault(`the list of stock shows version ${row.version} of ${sum.version}`));
  else if (!isSame(sum, row)) faults.push(fault(`the list of stock shows ${said(row)}`));
  return faults;
}
