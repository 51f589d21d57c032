import type { AnyEvent, Decide, StreamRef, StreamType } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';
import { declareHandler, type ClassOf } from './definition';

/** What came of a call. `kind` tells outcomes apart: an intent has one final outcome. */
export interface Outcome {
  readonly kind: string;
  /** False: noted, but the other side has not made up its mind; it is asked again while the intent is open. Default true. */
  readonly final?: boolean;
}

/** The input of an effect's decision. */
export interface Performed<I, O extends Outcome = Outcome> {
  readonly intent: I;
  /** The event id of the intent: the reference and idempotency key that the other side knows. */
  readonly intentId: string;
  readonly outcome: O;
}

export interface EffectCall {
  /** Aborted when the try's time is over; what is not answered by then is unknown and asked about. */
  readonly signal: AbortSignal;
  /** 1 for the first try. */
  readonly attempt: number;
  /** The same on every attempt: use it as idempotency key and as our reference. */
  readonly intentId: string;
  readonly merchantId: string;
  readonly meta: EventMeta;
}

/** Work that calls out. It runs after the intent is committed, never inside a decision, and its outcome is a new input. */
export interface Effect<I extends AnyEvent, S, O extends Outcome = Outcome> {
  /** Whether the stream still wants this: false once an outcome is recorded or the intent was withdrawn. */
  isOpen(state: S, intent: I): boolean;
  /** Calls the other side. Throws when the outcome is unknown or worth another try: it becomes a task and is tried later. */
  perform(intent: I, call: EffectCall): Promise<O>;
  /** Asks the other side by our reference before a second attempt; undefined when it has never heard of it. */
  inquire?(intent: I, call: EffectCall): Promise<O | undefined>;
  readonly decide: Decide<S, Performed<I, O>>;
  /** After this many milliseconds from the intent `giveUp` says the outcome. Without it the effect is tried for ever. */
  readonly giveUpAfterMs?: number;
  giveUp?(intent: I): O;
}

export interface PerformsOptions<I extends AnyEvent, S> {
  readonly intent: ClassOf<I>;
  readonly of: StreamType<S>;
  /** Key of the stream that decides on the outcome; by default the stream that recorded the intent. */
  readonly id?: (intent: I) => string;
  /** Other streams of this service that the decision reads; what came of the call may name them. */
  readonly also?: (state: S, intent: I, outcome: Outcome) => readonly StreamRef[];
  /** Tries at once; more become tasks. Default 32. */
  readonly atOnce?: number;
  /** Time of the first try, in which it holds back the offset. Default 2,000. */
  readonly firstTryMs?: number;
  /** Time of every later try. Default 20,000. */
  readonly laterTryMs?: number;
  /**
   * For another side that knows neither idempotency keys nor look-ups: the attempt is on record before the call, which is
   * never repeated; what is not answered is asked about (`inquire`) or given up (`giveUp`, required).
   */
  readonly atMostOnce?: boolean;
}

export interface EffectDefinition {
  readonly kind: 'effect';
  readonly name: string;
  readonly event: string;
  readonly of: StreamType<unknown>;
  readonly id?: (intent: AnyEvent) => string;
  readonly also?: (state: unknown, intent: AnyEvent, outcome: Outcome) => readonly StreamRef[];
  readonly atOnce: number;
  readonly firstTryMs: number;
  readonly laterTryMs: number;
  readonly atMostOnce: boolean;
}

/** Declares the effect of an intent of this service; at most one per kind of intent. */
export function Performs<I extends AnyEvent, S>(options: PerformsOptions<I, S>) {
  return <O extends Outcome>(target: ClassOf<Effect<I, S, O>>): void =>
    declareHandler(target, {
      kind: 'effect',
      name: target.name,
      event: options.intent.name,
      of: options.of as StreamType<unknown>,
      id: options.id as EffectDefinition['id'],
      also: options.also as EffectDefinition['also'],
      atOnce: options.atOnce ?? 32,
      firstTryMs: options.firstTryMs ?? 2_000,
      laterTryMs: options.laterTryMs ?? 20_000,
      atMostOnce: options.atMostOnce ?? false,
    });
}
