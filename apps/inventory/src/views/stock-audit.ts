import { Injectable } from '@nestjs/common';
import type { DriftedStock, StockBalance, StockDrift, StockTotals } from '@entrepot/contracts/inventory';
import { Store, Streams, streamId, ViewTable, type Viewed } from '@entrepot/eventstore';
import { InjectView } from '@entrepot/platform';
import { parseStockKey, StockStream } from '../domain/stock';
import { LedgerSums, type LedgerSum } from './ledger-sums';
import type { StockRow } from './stock.view';

/** The books of a merchant, added up and compared. */
export interface Audit {
  readonly drift: StockDrift;
  readonly totals: StockTotals;
}

const RECORDS_A_PAGE = 2_000;
const ROWS_A_PAGE = 1_000;
const READS_AT_ONCE = 32;

/** Adds every stock ledger of a merchant up again and compares it with what decisions and lists say. */
@Injectable()
export class StockAudit {
  private readonly running = new Map<string, Promise<Audit>>();

  constructor(
    private readonly store: Store,
    private readonly streams: Streams,
    @InjectView('stock') private readonly view: ViewTable<StockRow>,
  ) {}

  /** Reads all ledgers of the merchant: callers at the same time share one audit. */
  run(merchantId: string): Promise<Audit> {
    const running = this.running.get(merchantId) ?? this.audit(merchantId);
    this.running.set(merchantId, running);
    const forget = () => this.running.delete(merchantId);
    running.then(forget, forget);
    return running;
  }

  private async audit(merchantId: string): Promise<Audit> {
    const sums = await this.addUp(merchantId);
    const checks = await this.compareWithStates(merchantId, sums);
    const rows = await this.rows(merchantId);
    let behind = 0;
    const drifted: DriftedStock[] = [];
    for (const { sum, state } of checks) {
      const row = rows.get(sum.key);
      const isNewest = row?.version === sum.version;
      if (!isNewest) behind += 1;
      const view = isNewest ? balanceOf(row) : undefined;
      const ledger = balanceOf(sum);
      if (isSame(ledger, state) && (view === undefined || isSame(ledger, view))) continue;
      drifted.push({ ...parseStockKey(sum.key), ledger, state, ...(view && { view }) });
    }
    const drift = { checked: checks.length, behind, drifted };
    return { drift, totals: totalsOf(sums, drifted.length) };
  }

  private async addUp(merchantId: string): Promise<LedgerSums> {
    const sums = new LedgerSums();
    const prefix = streamId(merchantId, StockStream.kind, '-').slice(0, -1);
    let after = prefix;
    for (;;) {
      const page = await this.store.scan(after, RECORDS_A_PAGE);
      for (const record of page) {
        if (!record._id.startsWith(prefix)) return sums;
        sums.add(record);
        after = record._id;
      }
      if (page.length < RECORDS_A_PAGE) return sums;
    }
  }

  private async compareWithStates(merchantId: string, sums: LedgerSums) {
    const open = [...sums.byKey.values()];
    const checks: { sum: LedgerSum; state: StockBalance }[] = [];
    const work = async () => {
      for (let sum = open.pop(); sum !== undefined; sum = open.pop()) {
        checks.push({ sum, state: await this.stateAt(merchantId, sum, sums) });
      }
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, work));
    return checks;
  }

  /** The state, with the sum brought up to its version: entries may have come since the ledger was read. */
  private async stateAt(merchantId: string, sum: LedgerSum, sums: LedgerSums): Promise<StockBalance> {
    const { key } = sum;
    const { state, version } = await this.streams.read(StockStream, merchantId, key);
    const limit = version - sum.version;
    if (limit > 0) {
      const later = await this.streams.history(StockStream, merchantId, key, { after: sum.version, limit });
      for (const { version: at, event } of later) sums.add({ key, version: at, events: [event] });
    }
    return balanceOf(state);
  }

  private async rows(merchantId: string): Promise<Map<string, Viewed<StockRow>>> {
    const rows = new Map<string, Viewed<StockRow>>();
    let cursor: string | undefined;
    do {
      const page = await this.view.find(merchantId, { limit: ROWS_A_PAGE, ...(cursor && { cursor }) });
      for (const row of page.items) rows.set(row.id, row);
      cursor = page.next;
    } while (cursor !== undefined);
    return rows;
  }
}

function balanceOf({ onHand, reserved }: StockBalance): StockBalance {
  return { onHand, reserved };
}

function isSame(one: StockBalance, other: StockBalance): boolean {
  return one.onHand === other.onHand && one.reserved === other.reserved;
}

function totalsOf(sums: LedgerSums, driftedSkus: number): StockTotals {
  const balance = { onHand: 0, reserved: 0 };
  for (const { onHand, reserved } of sums.byKey.values()) {
    balance.onHand += onHand;
    balance.reserved += reserved;
  }
  return { ...sums.moved, ...balance, driftedSkus };
}
