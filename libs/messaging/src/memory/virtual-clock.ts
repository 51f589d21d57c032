import type { Clock } from '../runtime/clock';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

const TURNS_BETWEEN = 5;

/** Lets the event loop go round. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Time that only a test moves. What is due at once runs in the next turn of the event loop. */
export class VirtualClock implements Clock {
  private timers: Timer[] = [];

  constructor(private time = Date.parse('2026-01-01T00:00:00.000Z')) {}

  now(): number {
    return this.time;
  }

  elapsed(): number {
    return this.time;
  }

  date(): Date {
    return new Date(this.time);
  }

  after(ms: number, run: () => void): () => void {
    if (ms <= 0) {
      const soon = setImmediate(run);
      return () => clearImmediate(soon);
    }
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves time on and runs what comes due on the way, in order, each with the time that it was due at. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    await turns(TURNS_BETWEEN);
    for (let next = this.nextUntil(until); next !== undefined; next = this.nextUntil(until)) {
      const { at, run } = next;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = Math.max(this.time, at);
      run();
      await turns(TURNS_BETWEEN);
    }
    this.time = until;
  }

  private nextUntil(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer;
    return next;
  }
}
