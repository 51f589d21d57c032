import { Random } from './random';
import type { Planned } from './schedule';
import { START, type Simulation } from './simulation';

// Their properties are replaced, which an import forbids.
const timers = require('node:timers/promises') as Record<string, unknown>;
const crypto = require('node:crypto') as Record<string, unknown>;

interface Delay {
  readonly signal?: AbortSignal;
}

/** What a timer function answers: enough of Node's to be cancelled. */
class VirtualTimer {
  constructor(readonly planned: Planned) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return false;
  }
}

/**
 * Gives everything that runs in this thread the time and randomness of a simulation: timers, clocks, random numbers and ids
 * of the language and of Node. The runtime under test needs no seam for it, and nothing real can slip in.
 */
export class VirtualGlobals {
  private readonly real = new Map<string, unknown>();
  /** The same functions in every history: what was compiled for them stays valid. */
  private readonly replaced = this.replacements();
  private simulation: Simulation | undefined;
  private ids = new Random(0);

  /** From now on time is that of this simulation. */
  enter(simulation: Simulation, seed: number): void {
    this.simulation = simulation;
    this.ids = new Random(seed ^ 0x5bd1e995);
    if (this.real.size === 0) this.install();
  }

  /** Gives the real ones back. */
  leave(): void {
    for (const [place, value] of this.real) this.put(place, value);
    this.real.clear();
    this.simulation = undefined;
  }

  private install(): void {
    for (const [place, value] of this.replaced) {
      this.real.set(place, this.take(place));
      this.put(place, value);
    }
  }

  private replacements(): readonly (readonly [string, unknown])[] {
    const later = (run: (...args: unknown[]) => void, ms = 1, ...args: unknown[]) =>
      this.timer(Math.max(1, ms), () => run(...args));
    const soon = (run: (...args: unknown[]) => void, ...args: unknown[]) => this.timer(0, () => run(...args));
    const cancel = (timer: VirtualTimer | undefined) => {
      if (timer?.planned !== undefined) timer.planned.cancelled = true;
    };
    return Object.entries({
      'global setTimeout': later,
      'global clearTimeout': cancel,
      'global setImmediate': soon,
      'global clearImmediate': cancel,
      'global Date': this.dates(),
      'Math random': () => this.now.random.next(),
      'performance now': () => this.now.time - START,
      'timers setTimeout': (ms: number, value: unknown, options?: Delay) => this.delay(ms, value, options),
      'crypto randomUUID': () => this.uuid(),
    });
  }

  private get now(): Simulation {
    return this.simulation!;
  }

  private timer(ms: number, run: () => void): VirtualTimer {
    return new VirtualTimer(this.now.plan(this.now.current, ms, run));
  }

  private delay(ms: number, value: unknown, { signal }: Delay = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const { planned } = this.timer(Math.max(1, ms), () => resolve(value));
      signal?.addEventListener('abort', () => {
        planned.cancelled = true;
        reject(signal.reason as Error);
      });
    });
  }

  /** The date of a process is that of its own clock, which may be wrong. */
  private dates(): DateConstructor {
    const own = () => this.now.time + this.now.current.clockOffset;
    return class extends Date {
      constructor(...given: [] | [string | number | Date]) {
        if (given.length === 0) super(own());
        else super(...(given as [string]));
      }
      static override now(): number {
        return Math.floor(own());
      }
    } as DateConstructor;
  }

  private uuid(): string {
    const part = () =>
      Math.floor(this.ids.next() * 0x100000000)
        .toString(16)
        .padStart(8, '0');
    const [a, b, c, d] = [part(), part(), part(), part()] as [string, string, string, string];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }

  private take(place: string): unknown {
    const [owner, name] = this.split(place);
    return owner[name];
  }

  private put(place: string, value: unknown): void {
    const [owner, name] = this.split(place);
    owner[name] = value;
  }

  private split(place: string): [Record<string, unknown>, string] {
    const [owner, name] = place.split(' ') as [string, string];
    const owners = { global: globalThis, Math, performance, timers, crypto } as unknown as Record<
      string,
      Record<string, unknown>
    >;
    return [owners[owner]!, name];
  }
}
