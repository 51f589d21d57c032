import type { StreamType } from '@entrepot/kernel';
import { declareHandler, type ClassOf } from './definition';

/** Field names with direction; every index is put under the merchant. */
export type ViewIndex = Readonly<Record<string, 1 | -1>>;

/** Names the stream whose row is asked for. */
export interface RowRef {
  readonly merchantId: string;
  readonly key: string;
  readonly version: number;
  /** When the newest event of the stream was recorded, RFC 3339 UTC. */
  readonly at: string;
}

/** A view with one row per stream, made from the newest folded state. */
export interface Projection<S> {
  /** The row, without `_id`, merchant and version, which are added; undefined: no row. Pure. */
  row(state: S, ref: RowRef): object | undefined;
}

export interface ProjectsOptions<S> {
  readonly of: StreamType<S>;
  readonly view: string;
  readonly indexes?: readonly ViewIndex[];
}

export interface ProjectionDefinition {
  readonly kind: 'projection';
  readonly name: string;
  readonly of: StreamType<unknown>;
  readonly view: string;
  readonly indexes: readonly ViewIndex[];
}

/** Declares a state view. Only the newest state per stream and flush is written; offsets move after the flush. */
export function Projects<S>(options: ProjectsOptions<S>) {
  return (target: ClassOf<Projection<S>>): void =>
    declareHandler(target, {
      kind: 'projection',
      name: target.name,
      of: options.of as StreamType<unknown>,
      view: options.view,
      indexes: options.indexes ?? [],
    });
}
