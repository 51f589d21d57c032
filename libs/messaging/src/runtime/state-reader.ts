import type { Streams } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { EventMeta } from '../message/event-meta';

export interface StreamState {
  readonly state: unknown;
  readonly version: number;
}

type Read = Promise<StreamState>;

/** Reads streams for handlers that follow them. Readers of one stream at the same moment share one read. */
export class StateReader {
  private readonly reading = new Map<string, Read>();

  constructor(private readonly streams: Streams) {}

  /** The state of the stream that an event belongs to, at the event's version or later, if it is in memory. */
  known(on: StreamType<unknown>, meta: EventMeta): StreamState | undefined {
    return this.streams.known(on, meta.merchantId, meta.key, meta.version);
  }

  /** The state of the stream that an event belongs to, at the event's version or later. */
  stateAfter(on: StreamType<unknown>, meta: EventMeta): Read {
    const known = this.reading.get(meta.stream);
    if (known !== undefined)
      return known.then((found) => (found.version >= meta.version ? found : this.stateAfter(on, meta)));
    const read = this.streams.read(on, meta.merchantId, meta.key, { atLeast: meta.version });
    this.reading.set(meta.stream, read);
    const forget = () => this.reading.delete(meta.stream);
    read.then(forget, forget);
    return read;
  }
}
