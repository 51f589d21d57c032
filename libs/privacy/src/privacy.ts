import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { mapPersonal, personalTexts, SEALED_PREFIX, subjectOf, type ClassRef } from '@entrepot/contracts';
import type { DataKey } from './cipher';
import type { KeyRing, KnownKey } from './key-ring';
import type { KeyStore } from './key-store';
import type { MasterKeys } from './master-keys';

/** A value whose personal data is readable again; what nobody can read any more is left out of it. */
export interface Opened<T> {
  readonly value: T;
  /** Something is left out, because the key of its subject was destroyed. */
  readonly erased: boolean;
}

/** The key of this subject was destroyed: nothing can be sealed for it any more. */
export class SubjectErased extends Error {
  constructor(readonly subject: string) {
    super(`the key of ${subject} was destroyed`);
    this.name = 'SubjectErased';
  }
}

/** A text that was sealed elsewhere, that was tampered with, or whose key got lost. Never taken for one that was erased. */
export class SealBroken extends Error {
  constructor(subject: string, reason: string) {
    super(`a sealed text of ${subject} cannot be opened: ${reason}`);
    this.name = 'SealBroken';
  }
}

/** Under this name the key of subjects' ids is kept. It is never destroyed. */
const OF_SUBJECTS = 'subjects';

export interface PrivacyOptions {
  readonly ring: KeyRing;
  readonly store: KeyStore;
  readonly masters: MasterKeys;
}

/** Stands for what somebody typed about a person who was erased, or who is not known. */
const NOT_KEPT = 'not-kept';

/** Seals personal data where it comes in and opens it where it goes out; in between there are only sealed texts. */
export class Privacy {
  private naming?: Promise<KeyObject>;

  constructor(private readonly options: PrivacyOptions) {}

  /** Finds out whether the master keys fit the stored ones. Rejects with `MasterKeyRefused`. */
  async check(): Promise<void> {
    await this.namingKey();
  }

  /**
   * The id of whom or what personal data is about: the same name gives the same id, and without the master key an id does not
   * tell its name, however few names there are.
   */
  async subject(merchantId: string, kind: string, ...name: readonly string[]): Promise<string> {
    const content = JSON.stringify([merchantId, kind, ...name]);
    const digest = createHmac('sha256', await this.namingKey())
      .update(content)
      .digest();
    return `psn_${digest.subarray(0, 16).toString('base64url')}`;
  }

  /** A fingerprint that only this system can make: equal texts give equal ones, and nobody else can try texts out. */
  async fingerprint(text: string): Promise<string> {
    return createHmac('sha256', await this.namingKey())
      .update(`fingerprint ${text}`)
      .digest('hex');
  }

  /**
   * A copy with every field of personal data sealed for this subject, whatever it holds: a text that looks sealed is sealed
   * again. The same text is sealed the same way again for the same subject. Rejects with `SubjectErased`.
   */
  async seal<T extends object>(target: ClassRef, value: T, subject: string): Promise<T> {
    if (isWithoutPersonal(target, value)) return value;
    const key = await this.sealingKey(subject);
    return mapPersonal(target, value, (text) => sealedText(key, text, subject));
  }

  /** The same for what has to be possible though the person was erased, or is not known: a word stands for every text then. */
  async sealIfKept<T extends object>(target: ClassRef, value: T, subject: string | undefined): Promise<T> {
    const withoutTexts = () => mapPersonal(target, value, () => NOT_KEPT);
    if (subject === undefined) return withoutTexts();
    try {
      return await this.seal(target, value, subject);
    } catch (error) {
      if (error instanceof SubjectErased) return withoutTexts();
      throw error;
    }
  }

  /** Rejects with `SubjectErased`. */
  async sealTexts(texts: readonly string[], subject: string): Promise<string[]> {
    const key = await this.sealingKey(subject);
    return texts.map((text) => sealedText(key, text, subject));
  }

  /** Fields that are not sealed (recorded by an earlier release) stay as they are. Rejects with `SealBroken`. */
  async open<T extends object>(target: ClassRef, value: T): Promise<Opened<T>> {
    const [opened] = await this.openAll(target, [value]);
    return opened!;
  }

  /** The same for many: their keys are asked for together. */
  async openAll<T extends object>(target: ClassRef, values: readonly T[]): Promise<Opened<T>[]> {
    const keys = await this.keysOf(values.flatMap((value) => subjectsIn(target, value)));
    return values.map((value) => {
      let erased = false;
      const open = (text: string): string | undefined => {
        const opened = openWith(keys, text);
        erased ||= opened === undefined;
        return opened;
      };
      const copy = mapPersonal(target, value, open);
      return { value: copy, erased };
    });
  }

  /** The text again, undefined when its subject was erased. Rejects with `SealBroken`. */
  async openText(sealed: string): Promise<string | undefined> {
    const subject = subjectOf(sealed);
    return subject === undefined ? sealed : openWith(await this.keysOf([subject]), sealed);
  }

  /** From now on, everywhere within 2 s, nothing of this subject can be read or sealed, for ever. */
  destroy(subject: string): Promise<void> {
    return this.options.ring.destroy(subject);
  }

  async isDestroyed(subject: string): Promise<boolean> {
    return (await this.options.ring.key(subject, { isMade: false })) === 'destroyed';
  }

  private async sealingKey(subject: string): Promise<DataKey> {
    const key = await this.options.ring.key(subject, { isMade: true });
    if (key === 'destroyed') throw new SubjectErased(subject);
    if (key === 'unknown') throw new Error(`no key was made for ${subject}`);
    return key;
  }

  private async keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
    const keys = new Map<string, KnownKey>();
    const looked = [...new Set(subjects)].map(async (subject) => {
      keys.set(subject, await this.options.ring.key(subject, { isMade: false }));
    });
    await Promise.all(looked);
    return keys;
  }

  private namingKey(): Promise<KeyObject> {
    this.naming ??= this.loadNamingKey().catch((error: unknown) => {
      delete this.naming;
      throw error;
    });
    return this.naming;
  }

  private async loadNamingKey(): Promise<KeyObject> {
    const { store, masters } = this.options;
    const [known] = await store.read([OF_SUBJECTS]);
    if (known === undefined) {
      await store.add([{ subject: OF_SUBJECTS, wrapped: await masters.wrap(randomBytes(32), OF_SUBJECTS) }]);
      return this.loadNamingKey();
    }
    return createSecretKey(await masters.unwrap(known.wrapped ?? '', OF_SUBJECTS));
  }
}

function sealedText(key: DataKey, text: string, subject: string): string {
  return `${SEALED_PREFIX}${subject}:${key.seal(text).toString('base64url')}`;
}

function isWithoutPersonal(target: ClassRef, value: object): boolean {
  return personalTexts(target, value).length === 0;
}

function subjectsIn(target: ClassRef, value: object): string[] {
  return personalTexts(target, value).flatMap((text) => subjectOf(text) ?? []);
}

function openWith(keys: ReadonlyMap<string, KnownKey>, text: string): string | undefined {
  const subject = subjectOf(text);
  if (subject === undefined) return text;
  const key = keys.get(subject) ?? 'unknown';
  if (key === 'destroyed') return undefined;
  if (key === 'unknown') throw new SealBroken(subject, 'its key is not here');
  const opened = key.open(Buffer.from(text.slice(SEALED_PREFIX.length + subject.length + 1), 'base64url'));
  if (opened === undefined) throw new SealBroken(subject, 'it was not sealed with its key');
  return opened;
}
