import { Injectable } from '@nestjs/common';
import { Store } from '@entrepot/eventstore';
import { ledgersOf, tellDrift } from '@entrepot/platform';
import { AuditResult, type Audit } from './audit-result';
import { StockBooks } from './stock-books';

/** Adds every stock ledger of a merchant up again and compares it with what decisions and lists say. */
@Injectable()
export class StockAudit {
  private readonly running = new Map<string, Promise<Audit>>();

  constructor(
    private readonly store: Store,
    private readonly books: StockBooks,
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
    for await (const { sums } of ledgersOf(this.store, this.books, merchantId)) {
      for (const compared of await this.books.look(merchantId, sums)) result.take(compared);
    }
    const audit = result.finish();
    tellDrift('stock', merchantId, audit.driftedSkus);
    return audit;
  }
}
