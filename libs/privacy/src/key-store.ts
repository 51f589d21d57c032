import { masterKeyIdOf } from './master-keys';

/** A data key as it is kept; without `wrapped` it was destroyed. */
export interface StoredKey {
  readonly subject: string;
  readonly wrapped?: string;
}

export interface NewKey {
  readonly subject: string;
  readonly wrapped: string;
}

/** A data key that is wrapped anew: it may only take the place of what it was made from. */
export interface RewrappedKey {
  readonly subject: string;
  readonly wrapped: string;
  readonly anew: string;
}

/** Where wrapped keys are kept, for all services of a system. */
export interface KeyStore {
  /** Those that there are, as a majority has them. */
  read(subjects: readonly string[]): Promise<StoredKey[]>;
  /**
   * Keeps each key unless its subject has one or had one. Resolves to the subjects of which that is so; all other keys are on a
   * majority by then: only then may a key be used.
   */
  add(keys: readonly NewKey[]): Promise<string[]>;
  /** Puts a tombstone in a key's place, for ever, also where there never was a key. Resolves when a majority has it. */
  destroy(subject: string): Promise<void>;
  /** About how many there are, destroyed ones too. */
  size(): Promise<number>;
  /** Keys that are not destroyed, by subject, those after `after`; fewer than `limit` only where there are no more. */
  page(after: string, limit: number): Promise<NewKey[]>;
  /**
   * Puts each wrapped form in the place of the one that it was made from, and of no other: what was destroyed meanwhile stays so,
   * and what was wrapped anew meanwhile too. Resolves, when a majority has them, to how many it were.
   */
  rewrap(keys: readonly RewrappedKey[]): Promise<number>;
  /** A key that none of these master keys has wrapped, if one is found in that time. It may say what was so a moment ago. */
  stranger(masterKeyIds: readonly string[], withinMs: number): Promise<NewKey | undefined>;
}

/** Keys in memory, for tests. */
export class MemoryKeyStore implements KeyStore {
  private readonly keys = new Map<string, StoredKey>();
  /** How often it was asked, by method. */
  readonly calls = { read: 0, add: 0 };

  read(subjects: readonly string[]): Promise<StoredKey[]> {
    this.calls.read += 1;
    return Promise.resolve(subjects.flatMap((subject) => this.keys.get(subject) ?? []));
  }

  add(keys: readonly NewKey[]): Promise<string[]> {
    this.calls.add += 1;
    const taken = keys.filter(({ subject }) => this.keys.has(subject)).map(({ subject }) => subject);
    for (const key of keys) if (!taken.includes(key.subject)) this.keys.set(key.subject, key);
    return Promise.resolve(taken);
  }

  destroy(subject: string): Promise<void> {
    this.keys.set(subject, { subject });
    return Promise.resolve();
  }

  size(): Promise<number> {
    return Promise.resolve(this.keys.size);
  }

  page(after: string, limit: number): Promise<NewKey[]> {
    const following = this.whole().filter(({ subject }) => subject > after);
    return Promise.resolve(following.sort((one, other) => (one.subject < other.subject ? -1 : 1)).slice(0, limit));
  }

  rewrap(keys: readonly RewrappedKey[]): Promise<number> {
    const fitting = keys.filter(({ subject, wrapped }) => this.keys.get(subject)?.wrapped === wrapped);
    for (const { subject, anew } of fitting) this.keys.set(subject, { subject, wrapped: anew });
    return Promise.resolve(fitting.length);
  }

  stranger(masterKeyIds: readonly string[]): Promise<NewKey | undefined> {
    return Promise.resolve(this.whole().find(({ wrapped }) => !masterKeyIds.includes(masterKeyIdOf(wrapped))));
  }

  private whole(): NewKey[] {
    return [...this.keys.values()].flatMap(({ subject, wrapped }) =>
      wrapped === undefined ? [] : { subject, wrapped },
    );
  }

  /** As a store that was restored to an earlier moment. */
  lose(subject: string): void {
    this.keys.delete(subject);
  }
}
