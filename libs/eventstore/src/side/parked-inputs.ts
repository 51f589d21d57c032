import type { Page } from './page';
import type { Reach } from './reach';
import type { HeldQuery } from './waiting-query';

/** A message as it came from the broker. */
export interface HeldMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text. */
  readonly value: string | null;
}

/** What waits in order: the inputs of one source for one reaction. */
export interface ParkedKey {
  readonly reaction: string;
  readonly source: string;
}

export interface NewParkedInput extends ParkedKey {
  readonly merchantId: string;
  readonly message: HeldMessage;
  readonly reason: string;
  /** RFC 3339: not to be tried before. */
  readonly retryAt: string;
}

export interface ParkedInput extends NewParkedInput {
  readonly id: string;
  /** Failed tries since it was parked. */
  readonly attempts: number;
  readonly parkedAt: string;
}

/** How much is parked. */
export interface ParkedBacklog {
  readonly inputs: number;
  /** Keys that stand still: one input of each waits for its next try, the others for that one. */
  readonly keys: number;
  /** Since when the longest parked one waits, RFC 3339; absent if there is none. */
  readonly since?: string;
}

/** Inputs that wait for a later try, in order per key. Within a key the order is that of the offsets. */
export abstract class ParkedInputs {
  /** Durable when it resolves. A message that is parked already for this key is left alone. */
  abstract park(inputs: readonly NewParkedInput[]): Promise<void>;
  /** The keys that have something parked from a partition, with the last offset each. */
  abstract keys(topic: string, partition: number): Promise<(ParkedKey & { lastOffset: number })[]>;
  /** The first inputs of a key, in order. */
  abstract inputs(key: ParkedKey, limit: number): Promise<ParkedInput[]>;
  /** The first input of each key of these partitions whose time has come, those first that have been due for longest. */
  abstract due(topic: string, partitions: readonly number[], limit: number): Promise<ParkedInput[]>;
  /** Counts a failed try. */
  abstract failed(id: string, next: { reason: string; retryAt: string }): Promise<void>;
  /** Not to be tried before then, though no try has failed. */
  abstract putOff(id: string, retryAt: string): Promise<void>;
  /** Takes out inputs that have a durable result. */
  abstract remove(ids: readonly string[]): Promise<void>;
  /** True if nothing of this key is parked after that offset: only then may later inputs go past. */
  abstract isDrained(key: ParkedKey, lastOffset: number): Promise<boolean>;
  /** Makes an input due now, by hand. False: there is none. */
  abstract hasten(of: Reach, id: string): Promise<boolean>;
  /** The longest parked first. */
  abstract list(of: Reach, query: HeldQuery): Promise<Page<ParkedInput>>;
  abstract show(of: Reach, id: string): Promise<ParkedInput | undefined>;
  /** True if nothing is parked, by nobody. Costs next to nothing. */
  abstract isEmpty(): Promise<boolean>;
  /** How many are parked, of all merchants. */
  abstract count(): Promise<number>;
  /** What waits, of all merchants. Reads everything that is parked: for metrics, now and then. */
  abstract backlog(): Promise<ParkedBacklog>;
}
