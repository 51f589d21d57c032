import type { History } from './history';
import { told } from './world/faults';
import type { BatchResult } from './worker';

const TELL_EVERY_MS = 5_000;
const LINES = 120;

/** Counts what was played and tells of it. */
export class Tally {
  holds = true;
  private readonly begun = Date.now();
  private readonly byTier = new Map<string, number>();
  private faults = 0;
  private told = Date.now();

  constructor(private readonly wanted: number) {}

  /** True: something did not hold, that is enough. */
  take(result: BatchResult): boolean {
    this.byTier.set(result.tier, (this.byTier.get(result.tier) ?? 0) + result.played);
    this.faults += result.faults;
    if (result.failure !== undefined) this.fail(result, result.failure);
    if (Date.now() - this.told > TELL_EVERY_MS) this.progress();
    return !this.holds;
  }

  close(): void {
    const tiers = [...this.byTier].map(([name, count]) => `${count} of the ${name}`).join(', ');
    const outcome = this.holds ? 'everything held' : 'something did not hold';
    console.log(`${this.played} histories (${tiers}) with ${this.faults} faults in ${this.seconds} s: ${outcome}.`);
  }

  private get played(): number {
    return [...this.byTier.values()].reduce((all, count) => all + count, 0);
  }

  private get seconds(): string {
    return ((Date.now() - this.begun) / 1_000).toFixed(1);
  }

  private progress(): void {
    this.told = Date.now();
    const wanted = this.wanted === Infinity ? '' : ` of ${this.wanted}`;
    console.log(`${this.played}${wanted} histories after ${this.seconds} s`);
  }

  private fail({ tier, found, isFaulted }: BatchResult, failure: History): void {
    this.holds = false;
    const { seed, faults, violations, tale = [] } = failure;
    const lines = [
      `Something did not hold. Again: npm run simulate -- --tier ${tier} --seed ${seed}${isFaulted ? '' : ' --no-faults'}`,
      `It had ${found?.faults.length} faults; these are enough:`,
      ...(faults.length === 0 ? ['  none'] : faults.map((fault) => `  ${told(fault)}`)),
      'What does not hold:',
      ...violations.slice(0, LINES).map((violation) => `  ${violation}`),
      'What was recorded:',
      ...tale.slice(-LINES).map((line) => `  ${line}`),
    ];
    console.log(lines.join('\n'));
  }
}
