import type { EventMeta } from '../message/event-meta';
import type { Incoming } from '../message/incoming';
import type { Delivery } from '../runtime/partition-window';

/** What is known of a stream since it was last worked on. */
export interface Touched {
  /** Of its newest event. */
  meta: EventMeta;
  incoming: Incoming;
  /** True: its first event is among them, and was never delivered before. */
  born: boolean;
  readonly deliveries: Delivery[];
  /** Told instead of keeping a dead letter: it was tried by hand. */
  readonly failed?: (error: unknown) => void;
}

interface Moving {
  readonly touched: Touched;
  readonly partition: number;
  /** At the end of how many pauses it had got no event since the one before. */
  rested: number;
  /** How many pauses it has waited out. */
  waited: number;
}

/** With fewer streams than this in a pause nothing is gained by waiting. */
const BUSY = 50;
const MOST_PAUSES = 6;
/** Most of what is under way gets its next event within two pauses. */
const RESTS_AFTER = 2;
/** Above it, of partition n of every topic, nothing waits: the windows of the partitions are to stay open. */
const MOST_DELIVERIES = 1_500;

/**
 * Streams that got events, to be worked on a pause later. When there are many, those that are still moving wait for up to six
 * pauses: an order that runs through its first five events in two seconds is worked on once instead of four times.
 */
export class MovingStreams {
  private streams = new Map<string, Moving>();
  /** How many wait, by partition. */
  private deliveries = new Map<number, number>();

  get size(): number {
    return this.streams.size;
  }

  add(incoming: Incoming, delivery: Delivery): void {
    const { meta, partition } = incoming;
    const born = meta.version === 1 && !delivery.redelivered;
    this.count(partition, 1);
    const known = this.streams.get(meta.stream);
    if (known === undefined) {
      const touched = { meta, incoming, born, deliveries: [delivery] };
      this.streams.set(meta.stream, { touched, partition, rested: 0, waited: 0 });
      return;
    }
    known.rested = 0;
    const { touched } = known;
    touched.deliveries.push(delivery);
    touched.born ||= born;
    if (meta.version < touched.meta.version) return;
    touched.meta = meta;
    touched.incoming = incoming;
  }

  /** Those to work on now, at the end of a pause. */
  take(): Touched[] {
    const all = [...this.streams.values()];
    const isBusy = all.length >= BUSY && Math.max(...this.deliveries.values()) <= MOST_DELIVERIES;
    const waiting = isBusy ? all.filter(({ rested, waited }) => rested < RESTS_AFTER && waited + 1 < MOST_PAUSES) : [];
    this.streams = new Map(waiting.map((moving) => [moving.touched.meta.stream, moving]));
    this.deliveries = new Map();
    for (const moving of waiting) {
      moving.rested += 1;
      moving.waited += 1;
      this.count(moving.partition, moving.touched.deliveries.length);
    }
    return all.filter(({ touched }) => !this.streams.has(touched.meta.stream)).map(({ touched }) => touched);
  }

  private count(partition: number, deliveries: number): void {
    this.deliveries.set(partition, (this.deliveries.get(partition) ?? 0) + deliveries);
  }
}
