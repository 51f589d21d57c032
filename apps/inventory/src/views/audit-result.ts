import type { DriftedStock, StockBalance, StockDrift, StockTotals } from '@entrepot/contracts/inventory';
import { parseStockKey } from '../domain/stock';
import type { LedgerSum } from './ledger-sum';

/** The books of a merchant, added up and compared. */
export interface Audit {
  readonly drift: StockDrift;
  readonly totals: StockTotals;
}

/** What the books say about one ledger besides the ledger itself. */
export interface OtherBooks {
  readonly state: StockBalance;
  /** Absent: the list does not show the newest entry yet. */
  readonly view?: StockBalance;
}

const MOST_TOLD = 1_000;

/** Takes one ledger after another; what it keeps does not grow with them. */
export class AuditResult {
  private readonly drifted: DriftedStock[] = [];
  private checked = 0;
  private behind = 0;
  private driftedSkus = 0;
  private readonly totals = { received: 0, shipped: 0, restocked: 0, lost: 0, found: 0, onHand: 0, reserved: 0 };

  take(sum: LedgerSum, { state, view }: OtherBooks): void {
    this.checked += 1;
    if (view === undefined) this.behind += 1;
    const ledger = balanceOf(sum);
    const flows = { ...sum.moved, ...ledger };
    for (const word of Object.keys(flows) as (keyof typeof flows)[]) this.totals[word] += flows[word];
    if (isSame(ledger, state) && (view === undefined || isSame(ledger, view))) return;
    this.driftedSkus += 1;
    if (this.drifted.length < MOST_TOLD) {
      this.drifted.push({ ...parseStockKey(sum.key), ledger, state, ...(view && { view }) });
    }
  }

  finish(): Audit {
    const { checked, behind, drifted, totals, driftedSkus } = this;
    return { drift: { checked, behind, drifted }, totals: { ...totals, driftedSkus } };
  }
}

export function balanceOf({ onHand, reserved }: StockBalance): StockBalance {
  return { onHand, reserved };
}

function isSame(one: StockBalance, other: StockBalance): boolean {
  return one.onHand === other.onHand && one.reserved === other.reserved;
}
