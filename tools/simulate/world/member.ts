import type { Subscriber, TopicPartition } from '@entrepot/messaging';
import type { Actor } from '../engine/actor';
import type { Broker, PartitionLog } from './broker';

/** A partition that a member reads, and from where. */
export interface Share extends TopicPartition {
  readonly start: number;
  readonly log: PartitionLog;
}

interface Position {
  readonly share: Share;
  next: number;
  paused: boolean;
  fetching: boolean;
}

const RETRY_MS = 20;
const MOST_AT_ONCE = 100;

/** One process of a group. */
export class Member {
  generation = 0;
  halted = false;
  private ready = false;
  private positions = new Map<string, Position>();

  constructor(
    readonly topics: readonly string[],
    private readonly subscriber: Subscriber,
    readonly actor: Actor,
    private readonly broker: Broker,
  ) {}

  begin(generation: number, shares: readonly Share[]): void {
    if (this.halted) return;
    this.generation = generation;
    this.ready = false;
    this.positions = new Map(
      shares.map((share) => [
        `${share.topic} ${share.partition}`,
        { share, next: share.start, paused: false, fetching: false },
      ]),
    );
    this.prepare(generation);
  }

  wake(topic: string, partition: number): void {
    const position = this.positions.get(`${topic} ${partition}`);
    if (position !== undefined) this.fetch(position);
  }

  pause({ topic, partition }: TopicPartition): void {
    const position = this.positions.get(`${topic} ${partition}`);
    if (position !== undefined) position.paused = true;
  }

  resume({ topic, partition }: TopicPartition): void {
    const position = this.positions.get(`${topic} ${partition}`);
    if (position === undefined) return;
    position.paused = false;
    this.fetch(position);
  }

  get isBehind(): boolean {
    if (this.halted) return false;
    if (!this.ready) return true;
    for (const { share, next, paused } of this.positions.values()) if (!paused && next < share.log.length) return true;
    return false;
  }

  private prepare(generation: number): void {
    const assignments = [...this.positions.values()].map(({ share: { topic, partition, start, log } }) => {
      return { topic, partition, start, end: log.length, ofTopic: this.broker.logs(topic).length };
    });
    this.subscriber.assigned(generation, assignments).then(
      () => {
        if (generation !== this.generation) return;
        this.ready = true;
        for (const position of this.positions.values()) this.fetch(position);
      },
      () => {
        this.broker.wire.deliver(this.actor, RETRY_MS, () => {
          if (generation === this.generation && !this.halted) this.prepare(generation);
        });
      },
    );
  }

  private fetch(position: Position): void {
    const { share, paused, fetching } = position;
    if (!this.ready || this.halted || paused || fetching || position.next >= share.log.length) return;
    position.fetching = true;
    const { generation } = this;
    const { wire } = this.broker;
    wire.deliver(this.actor, wire.travel(), () => {
      position.fetching = false;
      if (generation !== this.generation || this.halted || position.paused) return;
      if (this.broker.isAway) return this.fetchLater(position);
      this.receive(position);
    });
  }

  private fetchLater(position: Position): void {
    position.fetching = true;
    this.broker.wire.deliver(this.actor, RETRY_MS, () => {
      position.fetching = false;
      this.fetch(position);
    });
  }

  private receive(position: Position): void {
    const { share, next } = position;
    const { topic, partition, log } = share;
    const messages = log.slice(next, next + this.broker.simulation.random.between(1, MOST_AT_ONCE));
    position.next += messages.length;
    this.subscriber.received(this.generation, { topic, partition }, messages);
    this.fetch(position);
  }
}
