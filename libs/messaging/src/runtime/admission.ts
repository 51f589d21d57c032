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
}

const LOOK_EVERY_MS = 50;
/** What stands still for so long is not waited for: somebody else may be the reason, and others could go on. */
const COUNTS_FOR_MS = 10_000;

/**
 * Lets a door take in no more than what those behind it can work off; the others wait in the topic. It never stops for good: what
 * has not come to a rest after ten seconds does not count any more.
 */
export class Admission {
  private begun: Begun[] = [];
  private waiting: (() => void)[] = [];
  private lookedAt = -Infinity;
  private looking = false;

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
    const { clock, streams } = this.parts;
    const now = clock.elapsed();
    if (now - this.lookedAt < LOOK_EVERY_MS) return;
    this.lookedAt = now;
    const { on, isUnderWay } = this.terms;
    this.begun = this.begun.filter(({ merchantId, key, at }) => {
      if (now - at > COUNTS_FOR_MS) return false;
      const known = streams.known(on, merchantId, key, 0);
      return known !== undefined && isUnderWay(known.state);
    });
  }
}
