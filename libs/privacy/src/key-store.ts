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
  /** Keeps a key unless its subject has one or had one. On a majority when it resolves: only then may a key be used. */
  add(keys: readonly NewKey[]): Promise<void>;
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

  add(keys: readonly NewKey[]): Promise<void> {
    this.calls.add += 1;
    for (const key of keys) if (!this.keys.has(key.subject)) this.keys.set(key.subject, key);
    return Promise.resolve();
  }

  destroy(subject: string): Promise<void> {
    this.keys.set(subject, { subject });
    return Promise.resolve();
  }
}
