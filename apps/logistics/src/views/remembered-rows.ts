import type { Viewed, ViewTable } from '@entrepot/eventstore';

const MOST_REMEMBERED = 50_000;
const ROWS_A_QUERY = 500;

interface Remembered<Row> {
  readonly row: Viewed<Row>;
  readonly until: number;
}

/**
 * Rows of a view by id, remembered for a short time: for facts that hardly ever change and are wanted by every order.
 * A row that is not there is asked for again each time, so a new one is known at once.
 */
export class RememberedRows<Row extends object> {
  private readonly remembered = new Map<string, Remembered<Row>>();

  constructor(
    private readonly table: ViewTable<Row>,
    private readonly forMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async of(merchantId: string, ids: Iterable<string>): Promise<ReadonlyMap<string, Row>> {
    const found = new Map<string, Row>();
    const missing: string[] = [];
    const now = this.now();
    for (const id of new Set(ids)) {
      const known = this.remembered.get(keyOf(merchantId, id));
      if (known !== undefined && known.until > now) found.set(id, known.row);
      else missing.push(id);
    }
    for (let at = 0; at < missing.length; at += ROWS_A_QUERY) {
      const wanted = missing.slice(at, at + ROWS_A_QUERY);
      for (const [id, row] of await this.table.rowsOf(merchantId, wanted)) {
        found.set(id, row);
        this.remember(keyOf(merchantId, id), { row, until: now + this.forMs });
      }
    }
    return found;
  }

  private remember(key: string, remembered: Remembered<Row>): void {
    this.remembered.delete(key);
    this.remembered.set(key, remembered);
    if (this.remembered.size <= MOST_REMEMBERED) return;
    for (const oldest of this.remembered.keys()) {
      this.remembered.delete(oldest);
      return;
    }
  }
}

function keyOf(merchantId: string, id: string): string {
  return `${merchantId}\n${id}`;
}
