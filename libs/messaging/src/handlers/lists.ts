import type { AnyEvent } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';
import { declareHandler, type ClassOf } from './definition';
import type { ViewIndex } from './projects';

/** A view that only grows: every event adds rows. */
export interface Listing<E extends AnyEvent> {
  /** The rows of an event, without `_id` and merchant, which are added. Pure: the same event gives the same rows in the same order. */
  rows(event: E, meta: EventMeta): readonly object[];
}

export interface ListsOptions<C extends ClassOf<AnyEvent>> {
  /** Events of any service whose contract names this service as a reader. */
  readonly events: readonly C[];
  readonly view: string;
  /**
   * Rows that are written at the same moment and share the value of this field are kept as one row, `Bundle`: ten rows cost
   * the database what one does. After a crash some may be kept twice, in bundles of other sizes: the reader leaves those out.
   */
  readonly together?: string;
  readonly indexes?: readonly ViewIndex[];
}

/** Several rows of a list, kept as one under the field that they share. */
export type Bundle<Row extends object, Field extends keyof Row> = Pick<Row, Field> & { readonly rows: readonly Row[] };

export interface ListDefinition {
  readonly kind: 'list';
  readonly name: string;
  readonly events: readonly string[];
  readonly view: string;
  readonly together?: string;
  readonly indexes: readonly ViewIndex[];
}

/** Declares a log view: rows are inserted once, whatever is delivered twice (but see `together`). */
export function Lists<C extends ClassOf<AnyEvent>>(options: ListsOptions<C>) {
  return (target: ClassOf<Listing<C extends ClassOf<infer E extends AnyEvent> ? E : never>>): void =>
    declareHandler(target, {
      kind: 'list',
      name: target.name,
      events: options.events.map((event) => event.name),
      view: options.view,
      ...(options.together !== undefined && { together: options.together }),
      indexes: options.indexes ?? [],
    });
}
