import type { Backbone } from '@entrepot/eventstore';
import type { Alarm, Bus, HandlerRuntime, Limits, OutgoingMessage, PartitionProgress, Watch } from '../src/index';

/** Small figures, so that waiting is short in real time too. */
export const QUICK: Partial<Limits> = {
  window: 20,
  commitEveryMs: 50,
  earlyLimitMs: 1_500,
  brokenAttempts: 3,
  firstRetryMs: 20,
  longestRetryMs: 100,
  flushMs: 5,
  mirrorMs: 5,
  parkedPollMs: 20,
  taskPollMs: 20,
  idleTaskPollMs: 40,
  drainMs: 5_000,
};

export interface LaunchOptions {
  readonly name?: string;
  readonly handlers: readonly object[];
  readonly limits?: Partial<Limits>;
}

/** A service under test. */
export interface Launched {
  readonly backbone: Backbone;
  readonly runtime: HandlerRuntime;
  /** Alarms since the launch. */
  readonly alarms: readonly Alarm[];
  /** `handler how` of everything that was settled. */
  readonly settled: readonly string[];
  progress(): Promise<PartitionProgress[]>;
  /** The process dies and a new one takes its place, with new instances of the handlers if given. */
  restart(handlers?: readonly object[]): Promise<void>;
  stop(): Promise<void>;
}

/** A place where services run: in memory with time of its own, or on a real broker and database. */
export interface Rig {
  readonly bus: Bus;
  /** Milliseconds since the epoch, as the services see it. */
  now(): number;
  launch(options: LaunchOptions): Promise<Launched>;
  publish(...messages: OutgoingMessage[]): Promise<void>;
  /** Until a condition holds; time goes on meanwhile. */
  until(condition: () => boolean | Promise<boolean>, what: string): Promise<void>;
  /** Time goes by. */
  later(ms: number): Promise<void>;
  /** Until everything that was published is settled and published on. */
  rest(...services: Launched[]): Promise<void>;
  /** Every process starts again from the committed offsets. */
  rebalance(service: Launched): Promise<void>;
  /** Stops all services, leaves nothing behind. */
  close(): Promise<void>;
}

/** Notes what a runtime tells. */
export function notes(): { watch: Watch; alarms: Alarm[]; settled: string[] } {
  const alarms: Alarm[] = [];
  const settled: string[] = [];
  const watch: Watch = {
    alarm: (alarm) => void alarms.push(alarm),
    settled: (handler, how) => void settled.push(`${handler} ${how}`),
    // As a library for metrics does.
    took: (handler, ms) => {
      if (!Number.isFinite(ms)) throw new TypeError(`${handler}: ${ms} is no number`);
    },
  };
  return { watch, alarms, settled };
}

/** All messages settled: the group's offsets are at the ends. */
export function isThrough(progress: readonly PartitionProgress[]): boolean {
  return progress.every(({ committed = 0, end }) => committed === end);
}
