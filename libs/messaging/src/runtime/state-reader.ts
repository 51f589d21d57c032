import type { Streams } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';
import { backoff, pause, type Clock } from './clock';

export interface StreamState {
  readonly state: unknown;
  readonly version: number;
}

type Read = Promise<StreamState>;

/** All in all three seconds: a database that has lost what was published may not hold its readers up for ever. */
const MOST_TRIES = 7;
const FIRST_AGAIN_MS = 50;
const LONGEST_AGAIN_MS = 1_000;

/** Reads streams for handlers that follow them. Readers of one stream at the same moment share one read. */
export class StateReader {
  private readonly reading = new Map<string, Read>();

  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** The state of the stream that an event belongs to, at the event's version or later, if it is in memory. */
  known(on: StreamType<unknown>, meta: EventMeta): StreamState | undefined {
    return this.streams.known(on, meta.merchantId, meta.key, meta.version);
  }

  /** The state of the stream that an event belongs to, at the event's version or later. */
  stateAfter(on: StreamType<unknown>, meta: EventMeta): Read {
    const known = this.reading.get(meta.stream);
    if (known !== undefined)
      return known.then((found) => (found.version >= meta.version ? found : this.stateAfter(on, meta)));
    const { merchantId, key, version } = meta;
    const read = this.reaching(version, () => this.streams.read(on, merchantId, key, { atLeast: version }));
    this.reading.set(meta.stream, read);
    const forget = () => this.reading.delete(meta.stream);
    read.then(forget, forget);
    return read;
  }

  /** The newest state of the stream that an event belongs to. */
  newest(on: StreamType<unknown>, { merchantId, key, version }: EventMeta): Read {
    return this.reaching(version, () => this.streams.read(on, merchantId, key));
  }

  /**
   * What was published is in the database. Should it not be seen there, as in the moments after another server has become its
   * primary, then nothing may be concluded from its absence: it is read again.
   */
  private async reaching(version: number, read: () => Read): Read {
    for (let tries = 1; ; tries += 1) {
      const found = await read();
      if (found.version >= version || tries === MOST_TRIES) return found;
      await pause(this.clock, backoff(tries, FIRST_AGAIN_MS, LONGEST_AGAIN_MS));
    }
  }
}
