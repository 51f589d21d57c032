import type { StreamType } from '@entrepot/kernel';
import type { Head } from '../store';
import { streamId } from '../stream-id';
import { unborn, type Folded } from './fold';
import type { FoldCache } from './fold-cache';
import type { Newborns } from './newborns';
import type { Loaded, StreamLoader } from './stream-loader';

/** A stream as one group of inputs sees it. */
export interface Slot {
  readonly id: string;
  readonly type: StreamType<unknown>;
  readonly merchantId: string;
  readonly key: string;
  /** What is committed, as far as known. */
  base: Folded;
  /** `base` and the decisions of this group so far. */
  now: Folded;
  /** Why it cannot be folded. */
  fault?: unknown;
  /** It was read from the database after every input of this group was handed in. */
  fresh: boolean;
  /** Which look at the heads last found it where it is; compared with the rounds of loading. */
  checkedInRound: number;
}

export type StreamNamed = Pick<Slot, 'id' | 'type' | 'merchantId' | 'key'>;

/** The streams that a group of inputs reads and writes: loaded on demand, with an overlay that can be thrown away. */
export class Workspace {
  private readonly slots = new Map<string, Slot>();
  private readonly missing = new Map<string, StreamNamed>();
  private round = 0;

  constructor(
    private readonly cache: FoldCache,
    private readonly loader: StreamLoader,
    private readonly newborns: Newborns,
    /** Streams that are probably new may be taken for empty. */
    private guesses: boolean,
  ) {}

  /** The stream, or `undefined` if it has to be loaded first: it is then loaded by the next `load`. */
  slot(type: StreamType<unknown>, merchantId: string, key: string, id = streamId(merchantId, type.kind, key)) {
    const held = this.slots.get(id);
    if (held !== undefined) return held;
    const cached = this.cache.get(id);
    const name: StreamNamed = { id, type, merchantId, key };
    if (cached === undefined) {
      this.missing.set(id, name);
      return undefined;
    }
    return this.hold(name, { folded: cached }, false);
  }

  /**
   * The same for a stream that is to be written. One that is probably new is taken for empty without reading it: the insert
   * of its first version proves that, and `check` for those who lean on it without writing it.
   */
  target(type: StreamType<unknown>, merchantId: string, key: string, id = streamId(merchantId, type.kind, key)) {
    const held = this.slots.get(id);
    if (held !== undefined) return held;
    if (!this.isProbablyNew(type, id)) return this.slot(type, merchantId, key, id);
    return this.hold({ id, type, merchantId, key }, { folded: unborn(type) }, false);
  }

  /** The stream, if it is here. */
  held(id: string): Slot | undefined {
    return this.slots.get(id);
  }

  /** True if something that was asked for has to be loaded. */
  get isIncomplete(): boolean {
    return this.missing.size > 0;
  }

  async load(): Promise<void> {
    const names = [...this.missing.values()];
    const loaded = await this.loader.load(names);
    this.missing.clear();
    this.round += 1;
    const held = names.map((name, index) => this.hold(name, loaded[index] ?? { folded: unborn(name.type) }, true));
    this.newborns.learn(
      held.map(({ type, base, fault }) => ({ kind: type.kind, wasThere: !!fault || base.version > 0 })),
    );
  }

  /** Throws the overlay away. */
  reset(): void {
    for (const slot of this.slots.values()) slot.now = slot.base;
  }

  /** Every stream that was not looked at in the database. */
  unread(): Slot[] {
    return [...this.slots.values()].filter((slot) => !slot.fresh);
  }

  /** True if this stream was still where it is after the last loading: several such streams were so at one moment. */
  isChecked(slot: Slot): boolean {
    return slot.checkedInRound === this.round;
  }

  /** Looks at the heads. Returns the streams that have moved: they are loaded again when they are asked for. */
  async check(slots: readonly Slot[]): Promise<ReadonlySet<string>> {
    const moved = await this.loader.moved(slots.map(headOf));
    // What has moved is there, though it may be in no cache any more.
    if (moved.size > 0) this.guesses = false;
    for (const slot of slots) {
      if (moved.has(slot.id)) this.forget(slot);
      else this.confirm(slot);
    }
    return moved;
  }

  private isProbablyNew(type: StreamType<unknown>, id: string): boolean {
    return this.guesses && this.newborns.expects(type.kind) && this.cache.get(id) === undefined;
  }

  private confirm(slot: Slot): void {
    slot.fresh = true;
    slot.checkedInRound = this.round;
  }

  private forget(slot: Slot): void {
    this.cache.delete(slot.id);
    this.slots.delete(slot.id);
  }

  private hold(name: StreamNamed, { folded, fault }: Loaded, fresh: boolean): Slot {
    if (fresh && fault === undefined) this.cache.put(name.id, folded);
    const slot: Slot = { ...name, base: folded, now: folded, fault, fresh, checkedInRound: -1 };
    this.slots.set(name.id, slot);
    return slot;
  }
}

function headOf(slot: Slot): Head {
  return { stream: slot.id, version: slot.base.version };
}
