import { setTimeout as sleep } from 'node:timers/promises';

/** What a fetch brought of one partition. */
interface Fetched {
  readonly messages: readonly unknown[];
}

/** The part of kafkajs's consumer group that is used and replaced here. */
export interface FetchingGroup {
  /** How long the broker may hold a fetch that finds nothing, milliseconds. */
  maxWaitTime: number;
  /** After so many milliseconds without a heartbeat the group takes a member for dead. */
  readonly sessionTimeout: number;
  readonly subscriptionState: { paused(): readonly unknown[] };
  fetch(nodeId: number): Promise<readonly Fetched[]>;
}

/** The part of kafkajs's runner that is replaced here. */
export interface FetchingRunner {
  readonly consumerGroup: FetchingGroup;
  stop(): Promise<void>;
}

/** The shortest time from one fetch of a consumer at a broker to the next. */
const FETCH_EVERY_MS = 25;
/** A partition that brought so many messages at once has more of them: waiting would hold it up. */
const MANY = 150;
/** A consumer that has got nothing for so long lets the broker hold its fetches longer. */
const QUIET_AFTER_MS = 5_000;
const QUIET_TIMES = 8;
/** Of the session's time at most this part: a heartbeat is sent between fetches only. */
const OF_SESSION = 1 / 3;
/** Added to the shortest time, by how busy the process is. */
let extraMs = () => 0;

/** Fetches of all consumers of this process are so many milliseconds further apart; asked before each. */
export function spaceFetches(by: () => number): void {
  extraMs = by;
}

/**
 * kafkajs fetches again the moment that a fetch is answered, and every fetch names every partition: under a steady trickle
 * that is hundreds of requests a second for a message or two each, most of the work of broker and client alike. A fetch that
 * was answered sooner than `everyMs` waits for the rest of that time, and finds what came in meanwhile.
 *
 * A fetch that finds nothing is held by the broker, and answered when something comes. How long it is held bounds how soon a
 * partition that was paused is read again, and the next heartbeat is sent: it is up to eight times as long while nothing comes and nothing is paused.
 */
export function paceFetches(group: FetchingGroup, everyMs = FETCH_EVERY_MS): void {
  const { fetch } = group;
  group.fetch = async function (this: FetchingGroup, nodeId: number) {
    const pace = paceOf(this);
    await pace.turn(nodeId);
    this.maxWaitTime = pace.waitMs(this);
    const dueAt = performance.now() + everyMs;
    pace.next(nodeId, dueAt + extraMs());
    const batches = await pace.unlessStopped(fetch.call(this, nodeId));
    if (batches.length > 0) pace.heard();
    if (batches.some(({ messages }) => messages.length >= MANY)) pace.next(nodeId, dueAt);
    return batches;
  };
}

/** A consumer that leaves does not wait for the fetch that the broker holds. */
export function stopFetches(runner: FetchingRunner): void {
  const { stop } = runner;
  runner.stop = function (this: FetchingRunner) {
    const stopping = stop.call(this);
    paceOf(this.consumerGroup).stop();
    return stopping;
  };
}

/** When a consumer may fetch, and for how long at most. */
class Pace {
  private readonly dueAt = new Map<number, number>();
  private heardAt = performance.now();
  private readonly baseMs: number;
  private readonly quietMs: number;
  /** Ends the wait for each fetch that is held now. */
  private readonly held = new Set<() => void>();
  private stopped = false;

  constructor({ maxWaitTime, sessionTimeout }: FetchingGroup) {
    this.baseMs = maxWaitTime;
    this.quietMs = Math.max(maxWaitTime, Math.min(maxWaitTime * QUIET_TIMES, sessionTimeout * OF_SESSION));
  }

  /**
   * What the fetch brings; nothing, as soon as the consumer stops. The other side of the race ends with the fetch: one that lived
   * as long as the consumer would keep every batch in memory.
   */
  async unlessStopped(fetching: Promise<readonly Fetched[]>): Promise<readonly Fetched[]> {
    let leave: () => void = () => undefined;
    const left = new Promise<readonly Fetched[]>((resolve) => {
      leave = () => resolve([]);
    });
    if (this.stopped) leave();
    this.held.add(leave);
    try {
      return await Promise.race([fetching, left]);
    } finally {
      this.held.delete(leave);
    }
  }

  stop(): void {
    this.stopped = true;
    for (const leave of this.held) leave();
  }

  async turn(nodeId: number): Promise<void> {
    const wait = (this.dueAt.get(nodeId) ?? 0) - performance.now();
    if (wait > 1) await sleep(wait);
  }

  next(nodeId: number, dueAt: number): void {
    this.dueAt.set(nodeId, dueAt);
  }

  heard(): void {
    this.heardAt = performance.now();
  }

  waitMs({ subscriptionState }: FetchingGroup): number {
    const isQuiet = performance.now() - this.heardAt > QUIET_AFTER_MS && subscriptionState.paused().length === 0;
    return isQuiet ? this.quietMs : this.baseMs;
  }
}

const paces = new WeakMap<FetchingGroup, Pace>();

function paceOf(group: FetchingGroup): Pace {
  const pace = paces.get(group) ?? new Pace(group);
  paces.set(group, pace);
  return pace;
}
