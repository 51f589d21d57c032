import type { OffsetCommit, Reading, Subscriber, TopicPartition } from '../bus/bus';
import type { Clock } from '../runtime/clock';
import type { MemoryLog } from './memory-bus';
import { MemoryMember, type Share } from './memory-member';

/** Readers that share topics. When one comes or goes, all start anew from the committed offsets. */
export class MemoryGroup {
  private readonly members: MemoryMember[] = [];
  private readonly offsets = new Map<string, number>();
  private generation = 0;

  constructor(private readonly clock: Clock) {}

  join(logs: ReadonlyMap<string, MemoryLog[]>, subscriber: Subscriber): Reading {
    const member = new MemoryMember(logs, subscriber, this.clock);
    this.members.push(member);
    this.rebalance();
    return {
      pause: (from) => member.pause(from),
      resume: (from) => member.resume(from),
      commit: (generation, offsets) => this.commit(generation, offsets),
      silentMs: () => 0,
      idleMs: () => 0,
      halt: () => member.halt(),
      leave: () => this.leave(member),
    };
  }

  committed(topic: string, partition: number): number | undefined {
    return this.offsets.get(`${topic} ${partition}`);
  }

  wake(): void {
    for (const member of this.members) member.wake();
  }

  get busy(): boolean {
    return this.members.some((member) => member.busy);
  }

  rebalance(): void {
    this.generation += 1;
    const shares = this.members.map(() => [] as Share[]);
    const topics = [...new Set(this.members.flatMap((member) => [...member.logs.keys()]))].sort();
    let turn = 0;
    for (const topic of topics) {
      const readers = this.members.flatMap((member, index) => (member.logs.has(topic) ? [index] : []));
      const logs = this.members[readers[0]!]!.logs.get(topic)!;
      logs.forEach((log, partition) => {
        const start = this.committed(topic, partition) ?? 0;
        shares[readers[turn++ % readers.length]!]!.push({ topic, partition, start, log });
      });
    }
    this.members.forEach((member, index) => member.begin(this.generation, shares[index]!));
  }

  async close(): Promise<void> {
    for (const member of [...this.members]) await this.leave(member);
  }

  private async commit(generation: number, offsets: readonly OffsetCommit[]): Promise<void> {
    await Promise.resolve();
    if (generation !== this.generation) return;
    for (const { topic, partition, offset } of offsets) this.offsets.set(keyOf({ topic, partition }), offset);
  }

  private async leave(member: MemoryMember): Promise<void> {
    await member.halt();
    const index = this.members.indexOf(member);
    if (index < 0) return;
    this.members.splice(index, 1);
    this.rebalance();
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic} ${partition}`;
}
