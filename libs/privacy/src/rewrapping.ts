import { masterKeyIdOf, MasterKeyRefused, type MasterKeys } from './master-keys';
import type { Rewrapped, WrappedSecret, WrappedSecrets } from './wrapped-secrets';

/** What was found at one place, and done there. */
export interface PlaceProgress {
  /** Secrets by the id of the master key that wraps them now. */
  readonly keys: Readonly<Record<string, number>>;
  /** Wrapped anew; in a dry run those that would have been. */
  readonly rewrapped: number;
  /** Destroyed or changed by somebody else while they were wrapped anew: they stay as those have left them. */
  readonly overtaken: number;
  /** Secrets that could not be opened, by the id of the master key that they name: it is not here, or does not fit. Among `keys` too. */
  readonly unopened: Readonly<Record<string, number>>;
}

export interface RewrapProgress {
  /** Secrets that were looked at, of about `total`. */
  readonly looked: number;
  readonly total: number;
  readonly places: Readonly<Record<string, PlaceProgress>>;
}

export interface RewrapTerms {
  /** Changes nothing, but opens what would be wrapped anew. */
  readonly dryRun: boolean;
  /** Runs after each page, with the milliseconds that it took: waits as long as others are to have; rejects to end it. */
  readonly rest: (workedMs: number) => Promise<void>;
}

/** A key management system is asked for so many at the same time. */
const AT_ONCE = 50;

/**
 * Wraps anew, by the newest master key, what older ones have wrapped, page by page: afterwards the older ones are needed no more. What is inside stays the
 * same, so whoever uses it notices nothing. Safe to end anywhere and to begin again: what was done is met as done.
 */
export class Rewrapping {
  private looked = 0;
  private total = 0;
  private readonly places = new Map<string, Tally>();

  constructor(
    private readonly wrapped: readonly WrappedSecrets[],
    private readonly masters: MasterKeys,
    private readonly terms: RewrapTerms,
  ) {}

  get progress(): RewrapProgress {
    const places = [...this.places].map(([name, tally]) => [name, tally.shown] as const);
    return { looked: this.looked, total: Math.max(this.looked, this.total), places: Object.fromEntries(places) };
  }

  async run(): Promise<void> {
    const sizes = await Promise.all(this.wrapped.map((place) => place.size()));
    this.total = sizes.reduce((sum, size) => sum + size, 0);
    const [newest] = await this.masters.ids();
    for (const place of this.wrapped) {
      const tally = new Tally();
      this.places.set(place.name, tally);
      let began = performance.now();
      for await (const page of place.pages()) {
        await this.work(place, page, { tally, newest });
        this.looked += page.length;
        await this.terms.rest(performance.now() - began);
        began = performance.now();
      }
    }
  }

  private async work(place: WrappedSecrets, page: readonly WrappedSecret[], { tally, newest }: At): Promise<void> {
    const old = page.filter(({ wrapped }) => masterKeyIdOf(wrapped) !== newest);
    tally.found(newest, page.length - old.length);
    const changed: Rewrapped[] = [];
    for (let at = 0; at < old.length; at += AT_ONCE) {
      const anew = await Promise.all(old.slice(at, at + AT_ONCE).map((secret) => this.anew(secret, tally)));
      changed.push(...anew.filter((each) => each !== undefined));
    }
    if (this.terms.dryRun) tally.wouldChange(changed);
    else tally.changed(newest, await place.replace(changed), changed.length);
  }

  /** Undefined where no master key of this process opens it: it is told by the name of the key, and the others go on. */
  private async anew(secret: WrappedSecret, tally: Tally): Promise<Rewrapped | undefined> {
    const { wrapped, context } = secret;
    const opened = await this.masters.unwrap(wrapped, context).catch((error: unknown) => {
      if (error instanceof MasterKeyRefused) return undefined;
      throw error;
    });
    if (opened === undefined) {
      tally.refused(masterKeyIdOf(wrapped));
      return undefined;
    }
    try {
      return { ...secret, anew: this.terms.dryRun ? wrapped : await this.wrappedAnew(opened, context) };
    } finally {
      opened.fill(0);
    }
  }

  /** A form that does not open would lose for ever what it stands for: it is opened before it takes the place of one that does. */
  private async wrappedAnew(secret: Buffer, context: string): Promise<string> {
    const anew = await this.masters.wrap(secret, context);
    const again = await this.masters.unwrap(anew, context);
    const isSame = again.equals(secret);
    again.fill(0);
    if (!isSame) throw new Error(`master key ${masterKeyIdOf(anew)} does not give back what it wraps`);
    return anew;
  }
}

interface At {
  readonly tally: Tally;
  readonly newest: string;
}

/** Counts of one place. */
class Tally {
  private readonly keys: Record<string, number> = {};
  private readonly unopened: Record<string, number> = {};
  private rewrapped = 0;
  private overtaken = 0;

  get shown(): PlaceProgress {
    const { rewrapped, overtaken } = this;
    return { keys: { ...this.keys }, unopened: { ...this.unopened }, rewrapped, overtaken };
  }

  found(id: string, count: number): void {
    if (count > 0) this.keys[id] = (this.keys[id] ?? 0) + count;
  }

  refused(id: string): void {
    this.found(id, 1);
    this.unopened[id] = (this.unopened[id] ?? 0) + 1;
  }

  wouldChange(secrets: readonly WrappedSecret[]): void {
    for (const { wrapped } of secrets) this.found(masterKeyIdOf(wrapped), 1);
    this.rewrapped += secrets.length;
  }

  changed(newest: string, replaced: number, wanted: number): void {
    this.found(newest, replaced);
    this.rewrapped += replaced;
    this.overtaken += wanted - replaced;
  }
}
