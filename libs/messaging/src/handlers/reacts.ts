import type { AnyEvent, Decide, Peek, StreamRef, StreamType } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';
import { declareHandler, type ClassOf } from './definition';

/** Which streams of this service an event concerns; several keys are decided each on its own, none settles the event. */
export type TargetKeys<E> = (event: E, meta: EventMeta) => string | readonly string[] | undefined;

export interface ReactsOptions<E extends AnyEvent, S> {
  readonly to: ClassOf<E>;
  readonly on: StreamType<S>;
  readonly id: TargetKeys<E>;
  /** Other streams of this service that the decision reads or writes. */
  readonly also?: (state: S, event: E, peek: Peek) => readonly StreamRef[];
}

/**
 * The reaction of a kind of stream to a kind of event. `decide` is pure; whatever it needs from outside comes from
 * `gather`, which is called once for all inputs at hand and gives each input its data.
 */
export interface Reaction<S, E extends AnyEvent, D> {
  readonly decide: Decide<S, E, D>;
  /** `merchantIds[n]` is the merchant of `events[n]`. */
  gather?(events: readonly E[], merchantIds: readonly string[]): Promise<(event: E) => D>;
}

export interface ReactionDefinition {
  readonly kind: 'reaction';
  readonly name: string;
  readonly event: string;
  readonly on: StreamType<unknown>;
  readonly id: TargetKeys<AnyEvent>;
  readonly also?: (state: unknown, event: AnyEvent, peek: Peek) => readonly StreamRef[];
}

/**
 * Declares a reaction. Each event is decided exactly once per target stream, in the order of its source stream; an
 * event whose target does not exist yet waits (`not-found`), one that keeps failing is parked with its followers.
 */
export function Reacts<E extends AnyEvent, S>(options: ReactsOptions<E, S>) {
  return <D>(target: ClassOf<Reaction<S, E, D>>): void =>
    declareHandler(target, {
      kind: 'reaction',
      name: target.name,
      event: options.to.name,
      on: options.on as StreamType<unknown>,
      id: options.id as TargetKeys<AnyEvent>,
      also: options.also as ReactionDefinition['also'],
    });
}
