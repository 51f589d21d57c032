import type { OffsetCommit, Subscriber } from '@entrepot/messaging';
import type { Actor } from '../engine/actor';
import type { Broker } from './broker';
import { Member, type Share } from './member';

const SESSION_MS = 400;

export interface Membership {
  readonly member: Member;
  leave(): void;
}

/**
 * Processes that share topics. When one comes, goes or is not heard of for a while, each is told of its new share in its own
 * time; until then it goes on with the old one, next to whoever has it by now.
 */
export class Group {
  readonly offsets = new Map<string, number>();
  readonly members: Member[] = [];
  generation = 0;

  constructor(private readonly broker: Broker) {}

  join(topics: readonly string[], { actor, subscriber }: { actor: Actor; subscriber: Subscriber }): Membership {
    const member = new Member(topics, subscriber, actor, this.broker);
    this.members.push(member);
    this.rebalance();
    // Its request may have been under way when it died.
    if (!actor.alive) this.lost(actor);
    return { member, leave: () => this.remove(member) };
  }

  /** A process that is not heard of any more is left out after its session. */
  lost(actor: Actor): void {
    for (const member of this.members.filter((each) => each.actor === actor)) {
      this.broker.simulation.plan(this.broker.actor, SESSION_MS, () => this.dropIfSilent(member));
    }
  }

  wake(topic: string, partition: number): void {
    for (const member of this.members) member.wake(topic, partition);
  }

  rebalance(): void {
    this.generation += 1;
    const { generation, broker } = this;
    const shares = this.shares();
    for (const [index, member] of this.members.entries()) {
      broker.wire.deliver(member.actor, broker.simulation.latency(0.2, 12), () => {
        if (generation === this.generation) member.begin(generation, this.from(shares[index]!));
      });
    }
  }

  commit(generation: number, offsets: readonly OffsetCommit[]): void {
    if (generation !== this.generation) return;
    for (const { topic, partition, offset } of offsets) this.offsets.set(`${topic} ${partition}`, offset);
  }

  /** Some member has not read everything, or has not begun yet. */
  get isBehind(): boolean {
    return this.members.some((member) => member.isBehind || member.generation !== this.generation);
  }

  private dropIfSilent(member: Member): void {
    const { actor } = member;
    if (!this.members.includes(member)) return;
    if (!actor.alive) return this.remove(member);
    if (actor.pausedUntil <= this.broker.simulation.time) return;
    this.remove(member);
    // It hears of it when it goes on, and comes back.
    this.broker.wire.deliver(actor, this.broker.simulation.latency(0.2, 12), () => {
      this.members.push(member);
      this.rebalance();
    });
  }

  private remove(member: Member): void {
    const index = this.members.indexOf(member);
    if (index < 0) return;
    this.members.splice(index, 1);
    this.rebalance();
  }

  private shares(): Omit<Share, 'start'>[][] {
    const shares = this.members.map((): Omit<Share, 'start'>[] => []);
    const topics = this.members[0]?.topics ?? [];
    let turn = this.generation;
    for (const topic of topics) {
      for (const [partition, log] of this.broker.logs(topic).entries()) {
        shares[turn++ % shares.length]!.push({ topic, partition, log });
      }
    }
    return shares;
  }

  private from(shares: readonly Omit<Share, 'start'>[]): Share[] {
    return shares.map((share) => ({ ...share, start: this.offsets.get(`${share.topic} ${share.partition}`) ?? 0 }));
  }
}
