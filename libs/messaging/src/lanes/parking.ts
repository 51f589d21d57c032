import type { NewParkedInput, ParkedInput, ParkedKey } from '@entrepot/eventstore';
import type { Assignment } from '../bus/bus';
import type { Incoming } from '../message/incoming';
import { merchantOf } from '../message/merchant-of';
import { backoff, toTime } from '../runtime/clock';
import type { Failure } from '../runtime/failure';
import { InsistentWriter } from '../runtime/insistent-writer';
import type { ServiceParts } from '../runtime/service-parts';

/** What this process knows of a key whose inputs wait. */
export interface ParkedState extends ParkedKey {
  readonly topic: string;
  readonly partition: number;
  lastOffset: number;
  /** Inputs on their way into the store. */
  writing: number;
  driving: boolean;
  /** Tries in a row at which something that it needs was away. */
  away: number;
}

function begun(key: ParkedKey, topic: string, partition: number, lastOffset: number): ParkedState {
  const { reaction, source } = key;
  return { reaction, source, topic, partition, lastOffset, writing: 0, driving: false, away: 0 };
}

/**
 * Inputs that wait, by lane and source stream. An input behind a parked one is parked behind it; the park is durable
 * before the offset moves. What is parked is loaded for a partition before its first message.
 */
export class Parking {
  /** Told when something is parked where nothing was. */
  begun?: () => void;
  private states = new Map<string, ParkedState>();
  private readonly writer: InsistentWriter<NewParkedInput>;

  constructor(private readonly parts: ServiceParts) {
    const { parkedInputs } = parts.backbone;
    const about = ({ reaction: handler }: NewParkedInput) => ({ what: 'parked input', handler });
    this.writer = new InsistentWriter({ write: (inputs) => parkedInputs.park(inputs), about }, parts);
  }

  /** A new generation: forgets everything and loads what waits of these partitions, unless it `isOver` by then. */
  async load(assignments: readonly Assignment[], isOver: () => boolean = () => false): Promise<void> {
    const states = new Map<string, ParkedState>();
    await Promise.all(
      assignments.map(async ({ topic, partition }) => {
        for (const key of await this.parts.backbone.parkedInputs.keys(topic, partition)) {
          states.set(keyOf(key.reaction, key.source), begun(key, topic, partition, key.lastOffset));
        }
      }),
    );
    if (!isOver()) this.states = states;
  }

  has(lane: string, source: string): boolean {
    return this.states.size > 0 && this.states.has(keyOf(lane, source));
  }

  /** The state of a key of which something was found in the store. */
  adopt(input: ParkedInput): ParkedState {
    const key = keyOf(input.reaction, input.source);
    const { topic, partition, offset } = input.message;
    const state = this.states.get(key) ?? begun(input, topic, partition, offset);
    this.states.set(key, state);
    return state;
  }

  all(): IterableIterator<ParkedState> {
    return this.states.values();
  }

  /** Some of them, others each time. */
  some(count: number): ParkedState[] {
    const some = [...this.states].slice(0, count);
    for (const [key, state] of some) {
      this.states.delete(key);
      this.states.set(key, state);
    }
    return some.map(([, state]) => state);
  }

  get size(): number {
    return this.states.size;
  }

  get idle(): boolean {
    return this.writer.idle;
  }

  /** Parks an input; from now on, before it is durable too, later inputs of its key are parked behind it. */
  park(lane: string, source: string, waiting: { incoming: Incoming; failure?: Failure }, done: () => void): void {
    const { incoming, failure } = waiting;
    const { topic, partition, offset } = incoming;
    const key = keyOf(lane, source);
    const known = this.states.get(key);
    const state = known ?? begun({ reaction: lane, source }, topic, partition, offset);
    if (known === undefined) {
      this.states.set(key, state);
      if (this.states.size === 1) this.begun?.();
    }
    state.lastOffset = Math.max(state.lastOffset, offset);
    state.writing += 1;
    const { clock, limits } = this.parts;
    const input: NewParkedInput = {
      reaction: lane,
      source,
      merchantId: merchantOf(incoming),
      message: incoming.held(),
      reason: failure?.reason ?? 'waits for an earlier input of its stream',
      retryAt: toTime(clock.now() + backoff(1, limits.firstRetryMs, limits.longestRetryMs)),
    };
    this.writer.add(input, () => {
      state.writing -= 1;
      done();
    });
  }

  /**
   * Ends the parking of a key, unless something of it is parked or on its way: only then may later inputs go past.
   * Checked here and in the store, since another process may have owned the partition.
   */
  async release(state: ParkedState): Promise<boolean> {
    const { lastOffset } = state;
    if (state.writing > 0) return false;
    const drained = await this.parts.backbone.parkedInputs.isDrained(state, -1);
    if (!drained || state.writing > 0 || state.lastOffset !== lastOffset) return false;
    if (this.states.get(keyOf(state.reaction, state.source)) === state) {
      this.states.delete(keyOf(state.reaction, state.source));
    }
    return true;
  }

  /** Whether this is still this process's to drive. */
  owns(state: ParkedState): boolean {
    return this.states.get(keyOf(state.reaction, state.source)) === state;
  }
}

function keyOf(lane: string, source: string): string {
  return `${lane} ${source}`;
}
