import type { RawMessage, Subscriber, TopicPartition } from '../bus/bus';
import { pause, type Clock } from '../runtime/clock';
import type { MemoryLog } from './memory-bus';

/** A partition that a member reads, and from where. */
export interface Share extends TopicPartition {
  readonly start: number;
  readonly log: MemoryLog;
}

const MOST_AT_ONCE = 100;
const RETRY_MS = 100;

/** One reader of a group. */
export class MemoryMember {
  private generation = 0;
  private ready = false;
  private halted = false;
  private scheduled = false;
  private positions: { readonly share: Share; next: number; paused: boolean }[] = [];

  constructor(
    readonly logs: ReadonlyMap<string, MemoryLog[]>,
    private readonly subscriber: Subscriber,
    private readonly clock: Clock,
  ) {}

  begin(generation: number, shares: readonly Share[]): void {
    this.generation = generation;
    this.ready = false;
    this.positions = shares.map((share) => ({ share, next: share.start, paused: false }));
    setImmediate(() => void this.prepare(generation));
  }

  pause(from: TopicPartition): void {
    for (const position of this.positions) if (isAt(position.share, from)) position.paused = true;
  }

  resume(from: TopicPartition): void {
    for (const position of this.positions) if (isAt(position.share, from)) position.paused = false;
    this.wake();
  }

  wake(): void {
    if (this.scheduled || this.halted || !this.ready) return;
    this.scheduled = true;
    setImmediate(() => this.deliver());
  }

  async halt(): Promise<void> {
    await Promise.resolve();
    this.halted = true;
  }

  get busy(): boolean {
    if (this.halted) return false;
    return !this.ready || this.positions.some(({ share, next, paused }) => !paused && next < share.log.length);
  }

  private async prepare(generation: number): Promise<void> {
    const shares = this.positions.map(({ share }) => share);
    const assignments = shares.map(({ topic, partition, start, log }) => ({
      topic,
      partition,
      start,
      end: log.length,
      ofTopic: this.logs.get(topic)!.length,
    }));
    while (generation === this.generation && !this.halted) {
      try {
        await this.subscriber.assigned(generation, assignments);
        if (generation !== this.generation) return;
        this.ready = true;
        return this.wake();
      } catch {
        await pause(this.clock, RETRY_MS);
      }
    }
  }

  private deliver(): void {
    this.scheduled = false;
    if (this.halted || !this.ready) return;
    for (const position of this.positions) {
      const { share, next } = position;
      if (position.paused || next >= share.log.length) continue;
      const messages: RawMessage[] = share.log.slice(next, next + MOST_AT_ONCE);
      position.next += messages.length;
      this.subscriber.received(this.generation, { topic: share.topic, partition: share.partition }, messages);
    }
    if (this.busy) this.wake();
  }
}

function isAt(share: Share, { topic, partition }: TopicPartition): boolean {
  return share.topic === topic && share.partition === partition;
}
