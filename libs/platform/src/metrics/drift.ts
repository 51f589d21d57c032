import type { Reach } from '@entrepot/eventstore';
import { Gauge } from 'prom-client';

const LABELS = ['books'];

/** Ledgers that differ, by books and merchant. */
const found = new Map<string, Map<string, number>>();

const drift = new Gauge({
  name: 'entrepot_drift',
  help: 'Ledgers that differ from what was added up from the streams, by the last verification of each merchant',
  labelNames: LABELS,
});
const verifiedAt = new Gauge({
  name: 'entrepot_drift_verified_timestamp_seconds',
  help: 'When books were last verified, seconds since the epoch',
  labelNames: LABELS,
});

/** Says what a verification of a merchant's books found: how many of their ledgers are not what their streams add up to. */
export function tellDrift(books: string, merchantId: string, ledgers: number): void {
  const merchants = found.get(books) ?? new Map<string, number>();
  tell(books, merchants.set(merchantId, ledgers), Date.now());
}

/** Says what a verification found, of one merchant or of all: ledgers that differ, by books and merchant. `atMs`: since the epoch. */
export function tellDrifts(
  books: readonly string[],
  of: Reach,
  drifted: Readonly<Record<string, Readonly<Record<string, number>>>>,
  atMs = Date.now(),
): void {
  for (const name of books) {
    const merchants = drifted[name] ?? {};
    const known = typeof of === 'string' ? (found.get(name) ?? new Map<string, number>()) : new Map<string, number>();
    if (typeof of === 'string') known.set(of, merchants[of] ?? 0);
    else for (const [merchantId, count] of Object.entries(merchants)) known.set(merchantId, count);
    tell(name, known, atMs);
  }
}

function tell(books: string, merchants: Map<string, number>, atMs: number): void {
  found.set(books, merchants);
  drift.set(
    { books },
    [...merchants.values()].reduce((sum, count) => sum + count, 0),
  );
  verifiedAt.set({ books }, atMs / 1_000);
}
