import type { Decide, StreamRef, StreamType } from '@entrepot/kernel';
import { declareHandler, type ClassOf } from './definition';

/** The input of a timer's decision. */
export interface Woken {
  /** When the state said that it is due, RFC 3339. */
  readonly dueAt: string;
}

/** What happens when a stream's time is up. */
export interface Waking<S> {
  readonly decide: Decide<S, Woken>;
}

export interface WakesOptions<S> {
  readonly of: StreamType<S>;
  /** When this state wants to be woken, RFC 3339; undefined when it waits for nothing. Pure. */
  readonly dueAt: (state: S) => string | undefined;
  readonly also?: (state: S) => readonly StreamRef[];
}

export interface TimerDefinition {
  readonly kind: 'timer';
  readonly name: string;
  readonly of: StreamType<unknown>;
  readonly dueAt: (state: unknown) => string | undefined;
  readonly also?: (state: unknown) => readonly StreamRef[];
}

/** Declares the one timer of a kind of stream. Before it acts the stream is folded and `dueAt` asked again: act, move or forget. */
export function Wakes<S>(options: WakesOptions<S>) {
  return (target: ClassOf<Waking<S>>): void =>
    declareHandler(target, {
      kind: 'timer',
      name: target.name,
      of: options.of as StreamType<unknown>,
      dueAt: options.dueAt as TimerDefinition['dueAt'],
      also: options.also as TimerDefinition['also'],
    });
}
