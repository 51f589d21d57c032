import { Gauge } from 'prom-client';

const LABELS = ['books'];

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
  found.set(books, merchants.set(merchantId, ledgers));
  drift.set(
    { books },
    [...merchants.values()].reduce((sum, count) => sum + count, 0),
  );
  verifiedAt.set({ books }, Date.now() / 1_000);
}
