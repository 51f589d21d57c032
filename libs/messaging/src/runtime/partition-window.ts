import type { Assignment, OffsetCommit, RawMessage, TopicPartition } from '../bus/bus';

/** One wanted message of a window; settled once every handler has a durable result. */
export class Delivery {
  settledAll = false;
  /** When the broker got it, milliseconds since the epoch. */
  receivedAt: string | undefined;

  constructor(
    private readonly window: PartitionWindow,
    readonly offset: number,
    private open: number,
    private readonly mayRepeat: boolean,
  ) {}

  /** False once the partition was given away: what is not done yet is not this process's to do. */
  get live(): boolean {
    return this.window.live;
  }

  /** This message may have been delivered, and worked on, before. */
  get redelivered(): boolean {
    return this.mayRepeat || this.offset < this.window.endAtStart;
  }

  /** One handler has a durable result. To be called exactly once per handler. */
  settle(): void {
    this.open -= 1;
    if (this.open === 0) {
      this.settledAll = true;
      this.window.advance();
    }
  }
}

/**
 * What is under way of one partition in one generation. The offset to commit is that of the first message without a
 * durable result, never what was fetched.
 */
export class PartitionWindow {
  live = true;
  paused = false;
  /** When it began, or a message last came in, as the clock has elapsed. */
  heardAt = 0;
  readonly from: TopicPartition;
  readonly endAtStart: number;
  /** How many partitions the topic has. */
  readonly ofTopic: number;
  /** Read, in order, but there is no room for it yet. */
  held: readonly RawMessage[] = [];
  private readonly deliveries: Delivery[] = [];
  private head = 0;
  private next: number;
  private committed: number;

  constructor(
    { topic, partition, start, end, ofTopic }: Assignment,
    private readonly moved: (window: PartitionWindow) => void,
  ) {
    this.from = { topic, partition };
    this.endAtStart = end;
    this.ofTopic = ofTopic;
    this.next = start;
    this.committed = start;
  }

  /** Messages without a durable result. */
  get unsettled(): number {
    return this.deliveries.length - this.head;
  }

  /** `mayRepeat`: its publisher does not know whether it was published before. */
  open(offset: number, handlers: number, mayRepeat = false): Delivery {
    const delivery = new Delivery(this, offset, handlers, mayRepeat);
    this.deliveries.push(delivery);
    this.next = offset + 1;
    return delivery;
  }

  /** A message that no handler wants. */
  skip(offset: number): void {
    this.next = offset + 1;
  }

  advance(): void {
    while (this.head < this.deliveries.length && this.deliveries[this.head]!.settledAll) this.head += 1;
    if (this.head > 1_024 || this.head === this.deliveries.length) {
      this.deliveries.splice(0, this.head);
      this.head = 0;
    }
    this.moved(this);
  }

  /** When the broker got the oldest message without a durable result, milliseconds since the epoch; undefined if there is none. */
  get oldestAt(): number | undefined {
    const at = this.deliveries[this.head]?.receivedAt ?? this.held[0]?.timestamp;
    return at === undefined ? undefined : Number(at);
  }

  /** Offset of the first message without a durable result. */
  get committable(): number {
    return this.deliveries[this.head]?.offset ?? this.next;
  }

  /** Everything that was taken has a durable result, and its offset was taken for a commit. */
  get isCommitted(): boolean {
    return !this.live || (this.unsettled === 0 && this.committable === this.committed);
  }

  /** The offset to commit, if it moved since it was last asked for. */
  takeCommit(): OffsetCommit | undefined {
    const offset = this.committable;
    if (!this.live || offset === this.committed) return undefined;
    this.committed = offset;
    return { ...this.from, offset };
  }

  /** A commit that was taken did not get through. */
  restoreCommit(): void {
    this.committed = -1;
  }
}
