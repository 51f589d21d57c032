import { Injectable } from '@nestjs/common';
import type { StockBalance } from '@entrepot/contracts/inventory';
import { Store, Streams, streamId, ViewTable, type CommitRecord } from '@entrepot/eventstore';
import { InjectView, tellDrift } from '@entrepot/platform';
import { StockStream } from '../domain/stock';
import { AuditResult, balanceOf, type Audit } from './audit-result';
import { LedgerSum } from './ledger-sum';
import type { StockRow } from './stock.view';

const RECORDS_A_PAGE = 2_000;

/** Adds every stock ledger of a merchant up again and compares it with what decisions and lists say. */
@Injectable()
export class StockAudit {
  private readonly running = new Map<string, Promise<Audit>>();

  constructor(
    private readonly store: Store,
    private readonly streams: Streams,
    @InjectView('stock') private readonly view: ViewTable<StockRow>,
  ) {}

  /**
   * Reads all ledgers of the merchant, one part after another: takes as long as there are entries, and no more memory than a part.
   * Callers at the same time share one audit.
   */
  run(merchantId: string): Promise<Audit> {
    const running = this.running.get(merchantId) ?? this.audit(merchantId);
    this.running.set(merchantId, running);
    const forget = () => this.running.delete(merchantId);
    running.then(forget, forget);
    return running;
  }

  private async audit(merchantId: string): Promise<Audit> {
    const result = new AuditResult();
    for await (const sums of this.ledgers(merchantId)) await this.compare(merchantId, sums, result);
    const audit = result.finish();
    tellDrift('stock', merchantId, audit.totals.driftedSkus);
    return audit;
  }

  /** Every ledger added up, some at a time: records come by stream and version, so a ledger ends where another begins. */
  private async *ledgers(merchantId: string): AsyncGenerator<LedgerSum[]> {
    let begun: LedgerSum[] = [];
    for await (const records of this.pages(merchantId)) {
      for (const record of records) addTo(begun, record);
      const finished = begun.slice(0, -1);
      begun = begun.slice(-1);
      if (finished.length > 0) yield finished;
    }
    if (begun.length > 0) yield begun;
  }

  private async *pages(merchantId: string): AsyncGenerator<CommitRecord[]> {
    const prefix = streamId(merchantId, StockStream.kind, '-').slice(0, -1);
    for (let after: string | undefined = prefix; after !== undefined;) {
      const page = await this.store.scan(after, RECORDS_A_PAGE);
      const records = page.filter(({ _id }) => _id.startsWith(prefix));
      yield records;
      after = records.length === RECORDS_A_PAGE ? records.at(-1)?._id : undefined;
    }
  }

  private async compare(merchantId: string, sums: readonly LedgerSum[], result: AuditResult): Promise<void> {
    const states = await Promise.all(sums.map((sum) => this.stateAt(merchantId, sum)));
    const ids = sums.map(({ key }) => key);
    const { items } = await this.view.find(merchantId, { where: { id: { in: ids } }, limit: ids.length });
    const rows = new Map(items.map((row) => [row.id, row]));
    sums.forEach((sum, index) => {
      const row = rows.get(sum.key);
      const isNewest = row?.version === sum.version;
      result.take(sum, { state: states[index]!, ...(row && isNewest && { view: balanceOf(row) }) });
    });
  }

  /** The state, with the sum brought up to its version: entries may have come since the ledger was read. */
  private async stateAt(merchantId: string, sum: LedgerSum): Promise<StockBalance> {
    const { key } = sum;
    const { state, version } = await this.streams.read(StockStream, merchantId, key);
    const limit = version - sum.version;
    if (limit > 0) {
      const later = await this.streams.history(StockStream, merchantId, key, { after: sum.version, limit });
      for (const { version: at, event } of later) sum.add({ version: at, events: [event] });
    }
    return balanceOf(state);
  }
}

/** Adds a record to the last ledger, or begins the next one. */
function addTo(ledgers: LedgerSum[], record: CommitRecord): void {
  if (ledgers.at(-1)?.key !== record.key) ledgers.push(new LedgerSum(record.key));
  ledgers.at(-1)?.add(record);
}
