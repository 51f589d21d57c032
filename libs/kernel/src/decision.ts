/** Any recorded fact. `type` is the class name of its contract and discriminates unions. */
export interface AnyEvent {
  readonly type: string;
}

/** Names another stream of the same service that a decision reads or writes. */
export interface StreamRef<S = unknown> {
  readonly stream: StreamType<S>;
  readonly key: string;
}

/** What a stream says, for who names further streams by it; a stream that is looked at must be among those named. */
export type Peek = <S>(stream: StreamType<S>, key: string) => S;

/**
 * A kind of stream. Its state is the fold of its events.
 *
 * `long` marks a ledger that grows without end: it is only ever written beside a short stream that is named after
 * the cause, it keeps no memory of causes, and it has snapshots.
 */
export interface StreamType<S> {
  readonly kind: string;
  readonly initial: S;
  /** A method, so that streams of different states fit in one list. */
  evolve(state: S, event: AnyEvent, at: RecordedAt): S;
  readonly long: boolean;
}

/** Where and when an event was recorded: `key` of its stream, `version` counts decisions from 1, `at` is RFC 3339 UTC. */
export interface RecordedAt {
  readonly merchantId: string;
  readonly key: string;
  readonly version: number;
  readonly at: string;
}

/** Declares a kind of stream; `evolve` must be pure and total over `E`. */
export function defineStream<S, E extends AnyEvent>(type: {
  kind: string;
  initial: S;
  evolve: (state: S, event: E, at: RecordedAt) => S;
  long?: boolean;
}): StreamType<S> {
  return { ...type, evolve: type.evolve as StreamType<S>['evolve'], long: type.long ?? false };
}

/** Events for another stream, written in the same commit as the decision: all or nothing. */
export interface Aside {
  readonly stream: StreamType<never> | StreamType<unknown>;
  readonly key: string;
  readonly events: readonly AnyEvent[];
}

export class Decided {
  readonly kind = 'decided';

  constructor(
    readonly events: readonly AnyEvent[],
    readonly asides: readonly Aside[] = [],
  ) {}

  /** The same decision, writing `events` to another stream of this service too. */
  on<S>(stream: StreamType<S>, key: string, ...events: AnyEvent[]): Decided {
    const aside: Aside = { stream: stream as StreamType<unknown>, key, events };
    return new Decided(this.events, [...this.asides, aside]);
  }
}

export interface Ignored {
  readonly kind: 'ignored';
  readonly reason: string;
}

export type Decision = Decided | Ignored;

/** These events are to be recorded, in this order. */
export function decided(...events: AnyEvent[]): Decided {
  return new Decided(events);
}

/** Nothing is to be recorded, because this very fact is already known. Always with a reason. */
export function ignored(reason: string): Ignored {
  return { kind: 'ignored', reason };
}

/** What a decision may know besides state and input: time and identity come in as data. */
export interface Given {
  readonly merchantId: string;
  /** Key of the stream that decides. */
  readonly key: string;
  /** Time of the decision, RFC 3339 UTC. */
  readonly now: string;
  /** Unique to the input and the same on every repeat of it: material for new ids. */
  readonly inputId: string;
  /** State of another stream of this service that the command declared in `also`. Throws if it did not. */
  read<S>(stream: StreamType<S>, key: string): S;
}

/**
 * A decision: pure, synchronous, total over the state union. Throws `DomainError` to refuse.
 * `data` is what `gather` fetched for this input; a decision that takes none is called without it.
 */
export type Decide<S, I, D = void> = (state: S, input: I, given: Given, data: D) => Decision;

/** Ends a `switch` over a union: the compiler refuses it while a case is missing. */
export function never(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
