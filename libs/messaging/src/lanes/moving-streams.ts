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
  /** Whether it got an event in this pause. */
  moves: boolean;
  /** How many pauses it has waited out. */
  waited: number;
}

/** With fewer streams than this in a pause nothing is gained by waiting. */
const BUSY = 50;
const MOST_PAUSES = 4;
/** Above it nothing waits: the windows of the partitions are to stay open. */
const MOST_DELIVERIES = 1_500;

/**
 * Streams that got events, to be worked on a pause later. When there are many, those that are still moving wait for up to four
 * pauses: an order that runs through its first five events in two seconds is worked on once instead of four times.
 */
export class MovingStreams {
  private streams = new Map<string, Moving>();
  private deliveries = 0;

  get size(): number {
    return this.streams.size;
  }

  add(incoming: Incoming, delivery: Delivery): void {
    const { meta } = incoming;
    const born = meta.version === 1 && !delivery.redelivered;
    this.deliveries += 1;
    const known = this.streams.get(meta.stream);
    if (known === undefined) {
      const touched = { meta, incoming, born, deliveries: [delivery] };
      this.streams.set(meta.stream, { touched, moves: true, waited: 0 });
      return;
    }
    known.moves = true;
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
    const isBusy = all.length >= BUSY && this.deliveries <= MOST_DELIVERIES;
    const waiting = isBusy ? all.filter(({ moves, waited }) => moves && waited + 1 < MOST_PAUSES) : [];
    this.streams = new Map(waiting.map((moving) => [moving.touched.meta.stream, moving]));
    for (const moving of waiting) {
      moving.moves = false;
      moving.waited += 1;
    }
    this.deliveries = waiting.reduce((sum, { touched }) => sum + touched.deliveries.length, 0);
    return all.filter(({ touched }) => !this.streams.has(touched.meta.stream)).map(({ touched }) => touched);
  }
}
