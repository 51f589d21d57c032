import type { Streams } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { Clock } from './clock';

/** How much of what a door lets in may be under way at once, in one process. */
export interface AdmissionTerms<S> {
  /** Messages about other streams count only until they are decided. */
  readonly on: StreamType<S>;
  /** The work that a message has begun goes on, and it is up to our own services how long. */
  readonly isUnderWay: (state: S) => boolean;
  readonly atMost: number;
}

interface Begun {
  readonly merchantId: string;
  readonly key: string;
  readonly at: number;
  /** When it was last seen under way. */
  seenAt?: number;
}

const LOOK_EVERY_MS = 50;
/** What takes so many times as long as usual is not waited for, if it is long: somebody else may be the reason, and others could go on. */
const TIMES_AS_USUAL = 4;
const ALWAYS_COUNTS_FOR_MS = 10_000;
/** How much of what is usual is said by the last one. */
const WEIGHT_OF_LAST = 1 / 32;

/**
 * Lets a door take in no more than what those behind it can work off; the others wait in the topic. It never stops for good: what
 * stands still does not count for long.
 */
export class Admission {
  private begun: Begun[] = [];
  private waiting: (() => void)[] = [];
  private lookedAt = -Infinity;
  private looking = false;
  /** How long it takes to come to a rest, milliseconds. */
  private usualMs = 0;

  constructor(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a door may speak to streams of any state
    private readonly terms: AdmissionTerms<any>,
    private readonly parts: { readonly clock: Clock; readonly streams: Streams },
    /** Messages that are taken and not decided. */
    private readonly undecided: () => number,
  ) {}

  get hasRoom(): boolean {
    if (this.isFull) this.look();
    return !this.isFull;
  }

  /** The decision about a message is recorded. */
  began(on: StreamType<unknown>, merchantId: string, key: string): void {
    if (on.kind === this.terms.on.kind) this.begun.push({ merchantId, key, at: this.parts.clock.elapsed() });
  }

  /** Runs once there is room, one after the other in the order of asking; each may take it all. */
  whenRoom(run: () => void): void {
    this.waiting.push(run);
    this.lookAgain();
  }

  private get isFull(): boolean {
    return this.undecided() + this.begun.length >= this.terms.atMost;
  }

  private lookAgain(): void {
    if (this.looking || this.waiting.length === 0) return;
    this.looking = true;
    this.parts.clock.after(LOOK_EVERY_MS, () => {
      this.looking = false;
      for (let left = this.waiting.length; left > 0 && this.hasRoom; left -= 1) this.waiting.shift()!();
      this.lookAgain();
    });
  }

  private look(): void {
    const now = this.parts.clock.elapsed();
    if (now - this.lookedAt < LOOK_EVERY_MS) return;
    this.lookedAt = now;
    const countsForMs = Math.max(ALWAYS_COUNTS_FOR_MS, TIMES_AS_USUAL * this.usualMs);
    this.begun = this.begun.filter((begun) => {
      if (!this.isUnderWay(begun)) this.learn(begun);
      else if (now - begun.at <= countsForMs) {
        begun.seenAt = now;
        return true;
      }
      return false;
    });
  }

  private isUnderWay({ merchantId, key }: Begun): boolean {
    const { on, isUnderWay } = this.terms;
    const known = this.parts.streams.known(on, merchantId, key, 0);
    return known !== undefined && isUnderWay(known.state);
  }

  /** From what came to a rest since it was last looked at; what was never seen under way may have done so long ago. */
  private learn({ at, seenAt }: Begun): void {
    if (seenAt !== undefined) this.usualMs += (seenAt - at - this.usualMs) * WEIGHT_OF_LAST;
  }
}
