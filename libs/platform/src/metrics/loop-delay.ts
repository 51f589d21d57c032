import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge } from 'prom-client';

/** Each look at the event loop wakes the process: at Node's 10 ms they were a fifth of an idle service's work. */
const LOOK_EVERY_MS = 500;

/** How much later than due the event loop came to its timer, from when this was made or reset. */
export class LoopDelay {
  private readonly seen = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });

  constructor() {
    this.seen.enable();
  }

  /** Milliseconds; 0 where nothing was seen yet. */
  figures(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const { seen } = this;
    return { p50: lateness(seen.percentile(50)), p99: lateness(seen.percentile(99)), max: lateness(seen.max) };
  }

  reset(): void {
    this.seen.reset();
  }
}

/** Node tells the time from one look to the next, so that a loop that nothing delays seems to be late by the whole pause. */
function lateness(nanoseconds: number): number {
  return Math.max(0, Math.round(nanoseconds / 1e5) / 10 - LOOK_EVERY_MS);
}

const sinceScrape = new LoopDelay();

new Gauge({
  name: 'entrepot_event_loop_delay_seconds',
  help: 'How late the event loop came to a timer since the last scrape: p50, p99 and max',
  labelNames: ['figure'],
  collect() {
    for (const [figure, ms] of Object.entries(sinceScrape.figures())) this.set({ figure }, ms / 1000);
    sinceScrape.reset();
  },
});
