import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;
const ANSWER_WITHIN_MS = 5_000;

interface Seen {
  ready: boolean;
  /** Since the watch was told that something breaks, milliseconds. */
  redAfterMs?: number;
  /** Since the watch was told that it is whole again, milliseconds. */
  greenAfterMs?: number;
  deadLooks: number;
}

/** What the probes of a cluster would see of every service while something is away and after it is back. */
export class HealthWatch {
  private readonly seen = new Map<string, Seen>();
  private watching = true;
  private brokenAt?: number;
  private wholeAt?: number;
  private readonly loops: Promise<void>[];

  /** `urls` by label. */
  constructor(private readonly urls: Readonly<Record<string, string>>) {
    for (const label of Object.keys(urls)) this.seen.set(label, { ready: true, deadLooks: 0 });
    this.loops = Object.keys(urls).map((label) => this.look(label));
  }

  /** From this moment on readiness is awaited to turn red. */
  breaks(): void {
    this.brokenAt = performance.now();
  }

  /** From this moment on it is awaited to turn green. */
  heals(): void {
    this.wholeAt = performance.now();
  }

  /** Every service that turned red is green again. */
  get isGreen(): boolean {
    return [...this.seen.values()].every(({ ready }) => ready);
  }

  async stop(): Promise<Readonly<Record<string, Seen>>> {
    this.watching = false;
    await Promise.all(this.loops);
    return Object.fromEntries(this.seen);
  }

  private async look(label: string): Promise<void> {
    const url = this.urls[label] as string;
    const seen = this.seen.get(label) as Seen;
    while (this.watching) {
      const [ready, live] = await Promise.all([says(`${url}/health/ready`), says(`${url}/health/live`)]);
      if (!live) seen.deadLooks += 1;
      this.note(seen, ready);
      await sleep(LOOK_EVERY_MS);
    }
  }

  private note(seen: Seen, ready: boolean): void {
    const now = performance.now();
    if (!ready && this.brokenAt !== undefined) seen.redAfterMs ??= Math.round(now - this.brokenAt);
    if (ready && !seen.ready && this.wholeAt !== undefined) seen.greenAfterMs = Math.round(now - this.wholeAt);
    seen.ready = ready;
  }
}

async function says(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
