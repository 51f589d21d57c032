import {
  AuditTrail,
  type AuditedResult,
  type AuditEntry,
  type AuditQuery,
  type NewAuditEntry,
} from '../side/audit-trail';
import type { Page } from '../side/page';
import { copy } from './copy';
import { pageByAge } from './page-by-age';

export class MemoryAuditTrail extends AuditTrail {
  private readonly entries = new Map<string, AuditEntry>();

  constructor(private readonly clock: () => Date) {
    super();
  }

  async begin(entry: NewAuditEntry): Promise<string> {
    const id = `aud_${this.entries.size + 1}`;
    this.entries.set(id, { ...copy(entry), id, at: this.clock().toISOString() });
    return id;
  }

  async complete(id: string, results: readonly AuditedResult[]): Promise<void> {
    const entry = this.entries.get(id);
    if (entry !== undefined) this.entries.set(id, { ...entry, results: copy(results) });
  }

  async list(merchantId: string, { by, action, from, to, ...page }: AuditQuery): Promise<Page<AuditEntry>> {
    const wanted = [...this.entries.values()].filter(
      (entry) =>
        entry.merchantId === merchantId &&
        (by === undefined || entry.by === by) &&
        (action === undefined || entry.action === action) &&
        (from === undefined || entry.at >= new Date(from).toISOString()),
    );
    return pageByAge(wanted, { ...page, ...(to !== undefined && { before: to }) }, ({ at }) => at, true);
  }
}
