import type { Backbone } from '@entrepot/eventstore';
import type { ErrorRegistry } from '@entrepot/kernel';
import type { Bus } from '../bus/bus';
import type { Contracts } from '../contracts/contracts';
import type { Tracing } from '../tracing/tracing';
import type { Clock } from './clock';
import type { Watch } from './watch';

/** Figures of the runtime; times in milliseconds. */
export interface Limits {
  /** Messages of a partition without a durable result; above it the partition is paused, below half of it resumed. */
  readonly window: number;
  readonly commitEveryMs: number;
  /** How long an input may wait for what it is about before it becomes a dead letter. */
  readonly earlyLimitMs: number;
  /** Tries of an input that fails for no known reason before it becomes a dead letter. */
  readonly brokenAttempts: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Views that people look at and timers wait this long for more of the same stream, and up to six times as long when there are many. */
  readonly flushMs: number;
  /**
   * Mirrors wait this long: decisions look at them, and what they do not know yet is not there. Those that are kept in memory
   * too wait up to four times as long when many rows change.
   */
  readonly mirrorMs: number;
  readonly parkedPollMs: number;
  readonly taskPollMs: number;
  readonly idleTaskPollMs: number;
  readonly taskLeaseMs: number;
  /** How long the relay of a process leads without being heard of; it asks again after a third of it. */
  readonly relayLeaseMs: number;
  /** Longest pause between two tries of an effect. */
  readonly longestEffectRetryMs: number;
  /** How long leaving waits for what is under way. */
  readonly drainMs: number;
}

export const defaultLimits: Limits = {
  window: 2_000,
  commitEveryMs: 500,
  earlyLimitMs: 600_000,
  brokenAttempts: 10,
  firstRetryMs: 200,
  longestRetryMs: 30_000,
  flushMs: 500,
  mirrorMs: 50,
  parkedPollMs: 200,
  taskPollMs: 100,
  idleTaskPollMs: 5_000,
  taskLeaseMs: 60_000,
  relayLeaseMs: 10_000,
  longestEffectRetryMs: 300_000,
  drainMs: 10_000,
};

/** What every part of a service's runtime stands on. */
export interface ServiceParts {
  /** The service's name: consumer group, `ce_source`, reader in contracts. */
  readonly name: string;
  readonly backbone: Backbone;
  readonly bus: Bus;
  readonly contracts: Contracts;
  readonly errors: ErrorRegistry;
  readonly clock: Clock;
  readonly watch: Watch;
  /** Absent: no trace is recorded, and effects do not hand theirs on. */
  readonly tracing?: Tracing;
  readonly limits: Limits;
}
