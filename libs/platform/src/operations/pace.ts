import { setTimeout as sleep } from 'node:timers/promises';

/** Lets so many through per second, whoever asks. */
export class Pace {
  private free = 0;

  constructor(private readonly perSecond: number) {}

  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.free);
    this.free = at + 1_000 / this.perSecond;
    if (at > now) await sleep(at - now);
  }
}
