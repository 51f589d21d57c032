/** A data key as it is kept; without `wrapped` it was destroyed. */
export interface StoredKey {
  readonly subject: string;
  readonly wrapped?: string;
}

export interface NewKey {
  readonly subject: string;
  readonly wrapped: string;
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

  /** As a store that was restored to an earlier moment. */
  lose(subject: string): void {
    this.keys.delete(subject);
  }
}
