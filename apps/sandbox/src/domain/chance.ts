/** Seeded random numbers (mulberry32), so that the same calls meet the same faults again. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** True in this share of the cases. */
  happens(rate: number | undefined): boolean {
    return rate !== undefined && rate > 0 && this.next() < rate;
  }

  between(span: { min: number; max: number } | undefined): number {
    if (!span) return 0;
    return span.min + Math.floor(this.next() * (Math.max(span.max, span.min) - span.min + 1));
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
