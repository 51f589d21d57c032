import type { Cause, CommitRecord } from '../records';

/** What a stream knows about an input: it is new, or it came before, or its key came before with another body. */
export type Recognition =
  | { readonly kind: 'new' }
  /** `version`: of the decision, if the input has a key. */
  | { readonly kind: 'repeated'; readonly version?: number }
  | { readonly kind: 'reused' };

type Place = readonly [version: number, index: number];
type KeyMark = { readonly version: number; readonly hash?: string };

const NEW: Recognition = { kind: 'new' };
const REUSED: Recognition = { kind: 'reused' };

/**
 * The causes of a stream's decisions: the highest position of each source, every key. Immutable.
 * Because it is a fold of what is committed, it recognises repeats after any crash and in every process.
 */
export class CauseMemory {
  static readonly EMPTY = new CauseMemory(new Map(), new Map());

  private constructor(
    private readonly places: ReadonlyMap<string, Place>,
    private readonly keys: ReadonlyMap<string, KeyMark>,
  ) {}

  recognise(cause: Cause): Recognition {
    const mark = cause.key === undefined ? undefined : this.keys.get(keyOf(cause, cause.key));
    if (mark !== undefined) return isReused(mark, cause) ? REUSED : { kind: 'repeated', version: mark.version };
    const place = cause.position === undefined ? undefined : this.places.get(cause.source);
    return place !== undefined && !isAbove(cause.position ?? place, place) ? { kind: 'repeated' } : NEW;
  }

  /** This memory after records of the same stream. */
  after(records: readonly Pick<CommitRecord, 'cause' | 'version'>[]): CauseMemory {
    if (records.length === 0) return this;
    // Most causes have one of the two: the other map is shared with the memory before, which thousands of folds hold.
    const places = records.some(({ cause }) => cause.position !== undefined) ? new Map(this.places) : undefined;
    const keys = records.some(({ cause }) => cause.key !== undefined) ? new Map(this.keys) : undefined;
    for (const { cause, version } of records) {
      if (cause.position !== undefined) raise(places!, cause.source, cause.position);
      if (cause.key !== undefined) keys!.set(keyOf(cause, cause.key), { version, hash: cause.hash });
    }
    return new CauseMemory(places ?? this.places, keys ?? this.keys);
  }
}

function keyOf(cause: Cause, key: string): string {
  return `${cause.source}\n${key}`;
}

function isReused(mark: KeyMark, cause: Cause): boolean {
  return mark.hash !== undefined && cause.hash !== undefined && mark.hash !== cause.hash;
}

function isAbove(place: Place, than: Place): boolean {
  return place[0] > than[0] || (place[0] === than[0] && place[1] > than[1]);
}

function raise(places: Map<string, Place>, source: string, place: Place): void {
  const known = places.get(source);
  if (known === undefined || isAbove(place, known)) places.set(source, place);
}
