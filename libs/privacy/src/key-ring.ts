import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATA_KEY_BYTES, DataKey } from './cipher';
import type { KeyStore, StoredKey } from './key-store';
import type { MasterKeys } from './master-keys';

/** What is known of a subject's key. */
export type KnownKey = DataKey | 'destroyed' | 'unknown';

/**
 * A key is believed for so long after it was asked for, then asked for again: no process can use one for longer than this after
 * it was destroyed, whatever it hears or does not hear from the others.
 */
const BELIEVED_MS = 1_500;
const MOST_REMEMBERED = 20_000;
/** Most subjects in one question to the store. */
const MOST_AT_ONCE = 1_000;
const LOOK_EVERY_MS = 20;
const MOST_LOOKS = 250;

interface Remembered {
  readonly key: DataKey | 'destroyed';
  readonly until: number;
}

interface Wanted {
  isMade: boolean;
  readonly answered: Promise<KnownKey>;
  readonly answer: (key: KnownKey) => void;
  readonly fail: (error: unknown) => void;
}

export interface KeyRingOptions {
  readonly store: KeyStore;
  readonly masters: MasterKeys;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/** The data keys that this process has at hand. Whoever asks while the store is being asked is in the next question to it. */
export class KeyRing {
  private readonly remembered = new Map<string, Remembered>();
  private wanted = new Map<string, Wanted>();
  private asking = false;
  private readonly now: () => number;

  constructor(private readonly options: KeyRingOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** The key of a subject; made, and on a majority, if there is none and it `isMade`. */
  key(subject: string, { isMade }: { readonly isMade: boolean }): KnownKey | Promise<KnownKey> {
    const known = this.remembered.get(subject);
    if (known !== undefined && known.until > this.now()) return known.key;
    const wanted = this.wanted.get(subject) ?? this.want(subject);
    wanted.isMade ||= isMade;
    return wanted.answered;
  }

  /** Destroys a key for ever; this process forgets it at once, every other one within 2 s. */
  async destroy(subject: string): Promise<void> {
    this.remembered.delete(subject);
    await this.options.store.destroy(subject);
    this.remember(subject, 'destroyed', this.now());
  }

  private want(subject: string): Wanted {
    let answer!: Wanted['answer'];
    let fail!: Wanted['fail'];
    const answered = new Promise<KnownKey>((resolve, reject) => ([answer, fail] = [resolve, reject]));
    const wanted = { isMade: false, answered, answer, fail };
    this.wanted.set(subject, wanted);
    if (!this.asking) {
      this.asking = true;
      setImmediate(() => void this.askOn());
    }
    return wanted;
  }

  private async askOn(): Promise<void> {
    while (this.wanted.size > 0) {
      const all = [...this.wanted];
      const asked = new Map(all.slice(0, MOST_AT_ONCE));
      this.wanted = new Map(all.slice(MOST_AT_ONCE));
      await this.ask(asked).catch((error: unknown) => asked.forEach(({ fail }) => fail(error)));
    }
    this.asking = false;
  }

  private async ask(asked: ReadonlyMap<string, Wanted>): Promise<void> {
    const askedAt = this.now();
    const found = new Map<string, StoredKey>();
    const keep = (keys: readonly StoredKey[]) => keys.forEach((key) => found.set(key.subject, key));
    const [fresh, others] = this.sorted(asked);
    await Promise.all([this.make(fresh).then(keep), this.read(others).then(keep)]);
    const gone = others.filter((subject) => asked.get(subject)?.isMade && !found.has(subject));
    keep(await this.make(gone));
    const answers = [...asked].map(([subject, { answer, fail }]) =>
      this.opened(found.get(subject), subject, askedAt).then(answer, fail),
    );
    await Promise.all(answers);
  }

  /** Those that are probably new, because a key is to be made and none was met lately; and all others. */
  private sorted(asked: ReadonlyMap<string, Wanted>): [fresh: string[], others: string[]] {
    const [fresh, others]: [string[], string[]] = [[], []];
    for (const [subject, { isMade }] of asked) (isMade && !this.remembered.has(subject) ? fresh : others).push(subject);
    return [fresh, others];
  }

  private async read(subjects: readonly string[]): Promise<StoredKey[]> {
    return subjects.length === 0 ? [] : this.options.store.read(subjects);
  }

  /** Another process may have been first: then its key counts. What is new is not looked for before it is added, which is one question instead of three. */
  private async make(subjects: readonly string[]): Promise<StoredKey[]> {
    if (subjects.length === 0) return [];
    const { store, masters } = this.options;
    const wrap = async (subject: string) => ({
      subject,
      wrapped: await masters.wrap(randomBytes(DATA_KEY_BYTES), subject),
    });
    const keys = await Promise.all(subjects.map(wrap));
    const beganAt = this.now();
    const taken = new Set(await store.add(keys));
    // An answer that came late says nothing of now: it may have been destroyed since.
    const isLate = this.now() - beganAt > BELIEVED_MS;
    const asked = isLate ? subjects : subjects.filter((subject) => taken.has(subject));
    const own = keys.filter(({ subject }) => !asked.includes(subject));
    return asked.length === 0 ? own : [...own, ...(await this.untilThere(asked))];
  }

  /** What another process has just written may not be on a majority yet. */
  private async untilThere(subjects: readonly string[]): Promise<StoredKey[]> {
    for (let tries = 1; ; tries += 1) {
      const found = await this.options.store.read(subjects);
      if (found.length === subjects.length) return found;
      if (tries === MOST_LOOKS) throw new Error('keys that others made are not on a majority');
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async opened(stored: StoredKey | undefined, subject: string, askedAt: number): Promise<KnownKey> {
    if (stored === undefined) return 'unknown';
    const { wrapped } = stored;
    const key =
      wrapped === undefined ? 'destroyed' : new DataKey(subject, await this.options.masters.unwrap(wrapped, subject));
    return this.remember(subject, key, askedAt);
  }

  /** What is known from now on: an answer that was on its way while the key was destroyed here is older than that. */
  private remember(subject: string, key: Remembered['key'], askedAt: number): Remembered['key'] {
    const until = askedAt + BELIEVED_MS;
    const known = this.remembered.get(subject);
    if (known !== undefined && known.until >= until) return known.key;
    this.remembered.delete(subject);
    this.remembered.set(subject, { key, until });
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= MOST_REMEMBERED) break;
      this.remembered.delete(oldest);
    }
    return key;
  }
}
