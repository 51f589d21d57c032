import { Actor } from './actor';
import { Random } from './random';
import { Schedule, type Planned } from './schedule';

/** 2026-01-01T00:00:00Z. */
export const START = 1_767_225_600_000;

/** Runs what promises have waiting, before anything else happens. */
const settlePromises = (process as unknown as { _tickCallback: () => void })._tickCallback;

/** What a promise has that waits for nothing but other promises. Only outside of promises: they cannot run within each other. */
export function resultOf<T>(promise: Promise<T>): T {
  const results: T[] = [];
  void promise.then((value) => results.push(value));
  settlePromises();
  if (results.length === 0)
    throw new Error('a promise did not settle: a simulation cannot be run from within a promise');
  return results[0]!;
}

/**
 * One history: time, randomness and the order of everything that happens, all decided by a seed. One step of one actor
 * happens at a time, with all that follows from it at once; then comes the next.
 */
export class Simulation {
  readonly random: Random;
  readonly outside = new Actor('outside');
  /** Whose step it is. */
  current = this.outside;
  time = START;
  steps = 0;
  /** A digest of all steps: equal for equal histories. */
  trace = 0;
  private readonly schedule = new Schedule();
  private ready: Planned[] = [];
  private head = 0;
  private count = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** Plans a step of an actor; `ms` 0: in the next turn of the event loop. */
  plan(actor: Actor, ms: number, run: () => void): Planned {
    const planned: Planned = {
      at: this.time + Math.max(0, ms),
      order: (this.count += 1),
      actor,
      run,
      cancelled: false,
    };
    if (ms <= 0) this.ready.push(planned);
    else this.schedule.add(planned);
    return planned;
  }

  /** Somewhere between two times, most of them short. */
  latency(least: number, most: number): number {
    const part = this.random.next();
    return least + (most - least) * part * part * part;
  }

  /** When something happens next besides that processes look whether there is something to do; undefined: never. */
  get nextNews(): number | undefined {
    return this.schedule.nextNews;
  }

  /** True while there is something to be done at this very moment. */
  get isBusy(): boolean {
    return this.head < this.ready.length;
  }

  /** Makes the next step. False: nothing is planned any more. */
  step(): boolean {
    const planned = this.takeReady() ?? this.schedule.take();
    if (planned === undefined) return false;
    if (planned.at > this.time) this.time = planned.at;
    const { actor } = planned;
    if (planned.cancelled || !actor.alive) return true;
    if (actor.pausedUntil > this.time) this.postpone(planned);
    else if (actor.interruption !== undefined && actor.steps >= actor.interruption.step) this.interrupt(planned);
    else this.run(planned);
    return true;
  }

  /** Time goes by without anybody noticing before; what was planned meanwhile happens late. */
  jump(to: number): void {
    if (to > this.time) this.time = to;
  }

  private takeReady(): Planned | undefined {
    if (this.head >= this.ready.length) return undefined;
    const planned = this.ready[this.head];
    this.head += 1;
    if (this.head > 512) {
      this.ready = this.ready.slice(this.head);
      this.head = 0;
    }
    return planned;
  }

  private postpone(planned: Planned): void {
    const { actor, order, run } = planned;
    this.schedule.add({ at: actor.pausedUntil, order, actor, run, cancelled: planned.cancelled });
  }

  /** What was to be done comes right after, if its actor still lives and goes on. */
  private interrupt(planned: Planned): void {
    const { actor } = planned;
    const { run } = actor.interruption!;
    actor.interruption = undefined;
    this.run({ ...planned, actor: this.outside, run });
    if (!actor.alive) return;
    if (actor.pausedUntil > this.time) this.postpone(planned);
    else this.run(planned);
  }

  private run({ actor, run }: Planned): void {
    this.steps += 1;
    actor.steps += 1;
    this.trace = (Math.imul(this.trace, 31) + actor.name.length * 7 + Math.floor(this.time * 1_000)) | 0;
    this.current = actor;
    run();
    settlePromises();
    this.current = this.outside;
  }
}
