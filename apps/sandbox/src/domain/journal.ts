import type { Operation, Target } from './dials';

export const OUTCOMES = ['done', 'repeated', 'refused', 'failed', 'unanswered'] as const;
export type CallOutcome = (typeof OUTCOMES)[number];

/** One call that reached the sandbox. */
export interface JournalEntry {
  readonly at: string;
  readonly target: Target;
  readonly operation: Operation;
  readonly reference?: string;
  readonly outcome: CallOutcome;
}

const KEPT = 10_000;

/** What was asked of the sandbox: lets a test prove that nothing was charged or booked twice. */
export class Journal {
  private entries: JournalEntry[] = [];
  private readonly counts = new Map<string, number>();

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length > 2 * KEPT) this.entries = this.entries.slice(-KEPT);
    const name = `${entry.target}.${entry.operation}.${entry.outcome}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Calls by `target.operation.outcome`. */
  counters(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  newest(count: number): readonly JournalEntry[] {
    return this.entries.slice(-count).reverse();
  }

  clear(): void {
    this.entries = [];
    this.counts.clear();
  }
}
