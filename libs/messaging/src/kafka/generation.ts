import type { Assignment, TopicPartition } from '../bus/bus';

/** Whether a batch is the one that follows. */
export type Follows = 'yes' | 'late' | 'jump';

/**
 * A generation of the group in this process: which partitions it reads and where each one goes on. kafkajs may hand
 * over, in a new generation, the answer to a fetch of the old one; taking it would skip what lies between the committed
 * offset and where the old generation had got to.
 */
export class Generation {
  ready = false;
  over = false;
  /** Resolves when the subscriber is ready for messages, or never will be. */
  readonly prepared: Promise<void>;
  private markPrepared: () => void = () => undefined;
  private readonly next = new Map<string, number>();

  constructor(
    readonly id: number,
    readonly assigned: readonly TopicPartition[],
    /** Where the generation before would have gone on. */
    private readonly before: ReadonlyMap<string, number>,
  ) {
    this.prepared = new Promise((resolve) => {
      this.markPrepared = resolve;
    });
  }

  begin(assignments: readonly Assignment[]): void {
    for (const assignment of assignments) this.next.set(placeOf(assignment), assignment.start);
    this.ready = true;
    this.markPrepared();
  }

  /** Another generation has begun, or reading has ended. */
  end(): void {
    this.ready = false;
    this.over = true;
    this.markPrepared();
  }

  /** Where this generation would go on, for the one after it. */
  positions(): Map<string, number> {
    return new Map(this.next);
  }

  expected(from: TopicPartition): number | undefined {
    return this.next.get(placeOf(from));
  }

  /** `late`: answers a fetch of the generation before. `jump`: begins later than expected, and nobody knows why. */
  follows(from: TopicPartition, fetchedOffset: number): Follows {
    const place = placeOf(from);
    const expected = this.next.get(place);
    if (expected === undefined) return 'late';
    if (fetchedOffset <= expected) return 'yes';
    return this.isLate(place, fetchedOffset) ? 'late' : 'jump';
  }

  /** Only one fetch per partition can be under way when a generation ends: the next one from there is meant. */
  private isLate(place: string, fetchedOffset: number): boolean {
    const { before } = this;
    if (this.dismissed.has(place) || before.get(place) !== fetchedOffset) return false;
    this.dismissed.add(place);
    return true;
  }

  private readonly dismissed = new Set<string>();

  advance(from: TopicPartition, next: number): void {
    this.next.set(placeOf(from), next);
  }
}

function placeOf({ topic, partition }: TopicPartition): string {
  return `${topic} ${partition}`;
}
