import type { StateRow } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';
import { declareHandler, type ClassOf } from './definition';
import type { ViewIndex } from './projects';

/** A view that repeats what other services say: every event carries the whole new value of one thing. */
export interface Mirror<E extends AnyEvent> {
  /** The row, without `_id`, merchant and version, which are added; undefined: there is none (any more). Pure. */
  row(event: E, meta: EventMeta): object | undefined;
  /** For who keeps a copy in memory: told of each row before it is written, also of one that is older than what is there. Must not throw. */
  heard?(row: StateRow<never>): void;
}

export interface MirrorsOptions<C extends ClassOf<AnyEvent>> {
  /** Events of any service whose contract names this service as a reader. */
  readonly events: readonly C[];
  readonly view: string;
  /** Names the row. All events that name one row must come from one stream: its order says which of them is the newest. */
  readonly id: (event: C extends ClassOf<infer E> ? E : never) => string;
  readonly indexes?: readonly ViewIndex[];
}

export interface MirrorDefinition {
  readonly kind: 'mirror';
  readonly name: string;
  readonly events: readonly string[];
  readonly view: string;
  readonly id: (event: AnyEvent) => string;
  readonly indexes: readonly ViewIndex[];
}

/**
 * Declares a keyed copy of a foreign fact. Of the events of a row the newest by its stream wins, in whatever order they
 * arrive and however often; only the newest per row and flush is written, and offsets move after the flush.
 */
export function Mirrors<C extends ClassOf<AnyEvent>>(options: MirrorsOptions<C>) {
  return (target: ClassOf<Mirror<C extends ClassOf<infer E extends AnyEvent> ? E : never>>): void =>
    declareHandler(target, {
      kind: 'mirror',
      name: target.name,
      events: options.events.map((event) => event.name),
      view: options.view,
      id: options.id as MirrorDefinition['id'],
      indexes: options.indexes ?? [],
    });
}
