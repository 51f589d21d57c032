import type { DriftedStock, StockBalance, StockDrift } from '@entrepot/contracts/inventory';
import { parseStockKey } from '../domain/stock';
import { isSame, type ComparedLedger } from './stock-books';

/** The books of a merchant, added up and compared. */
export interface Audit {
  readonly drift: StockDrift;
  readonly driftedSkus: number;
}

const MOST_TOLD = 1_000;

/** Takes one ledger after another; what it keeps does not grow with them. */
export class AuditResult {
  private readonly drifted: DriftedStock[] = [];
  private checked = 0;
  private behind = 0;
  private driftedSkus = 0;

  take({ sum, state: believed, row }: ComparedLedger): void {
    this.checked += 1;
    const state = balanceOf(believed);
    // What the list does not show yet is no lie.
    const view = row?.version === sum.version ? balanceOf(row) : undefined;
    if (view === undefined) this.behind += 1;
    const ledger = balanceOf(sum);
    if (isSame(ledger, state) && (view === undefined || isSame(ledger, view))) return;
    this.driftedSkus += 1;
    if (this.drifted.length < MOST_TOLD) {
      this.drifted.push({ ...parseStockKey(sum.key), ledger, state, ...(view && { view }) });
    }
  }

  finish(): Audit {
    const { checked, behind, drifted, driftedSkus } = this;
    return { drift: { checked, behind, drifted }, driftedSkus };
  }
}

function balanceOf({ onHand, reserved }: StockBalance): StockBalance {
  return { onHand, reserved };
}
