import { causeText, eventId, RecentMap, streamOf, type CommitRecord } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { OutgoingMessage } from '../bus/bus';
import type { Contracts, EventTerms } from '../contracts/contracts';
import { Header, sourceOf } from '../message/headers';

const REMEMBERED = 25_000;

export interface Sending {
  /** They may have been published before. */
  readonly mayRepeat?: boolean;
  /** Milliseconds since the epoch. */
  readonly timestamp?: number;
  /** The `traceparent` of an event; by default that of its cause. */
  readonly traceOf?: (record: CommitRecord, event: AnyEvent, topic: string) => string | undefined;
}

/** Turns records into messages. Remembers what was before on each stream and topic, so that readers can notice a loss. */
export class Outgoing {
  private readonly before = new RecentMap<string>(REMEMBERED);
  private readonly source: string;

  constructor(
    service: string,
    private readonly contracts: Contracts,
  ) {
    this.source = sourceOf(service);
  }

  /** The messages of a record, in order. Throws when an event has no contract. */
  messagesOf(
    record: CommitRecord,
    { mayRepeat = false, timestamp, traceOf = traceOfCause }: Sending = {},
  ): OutgoingMessage[] {
    const stream = streamOf(record);
    return record.events.map((event, index) => {
      const terms = this.contracts.event(event.type);
      if (terms === undefined) throw new Error(`event ${eventId(record, index)} of type ${event.type} has no contract`);
      const { topic } = terms;
      const key = keyOf(record, stream, event, terms);
      const way = key === stream ? topic : `${topic} ${key}`;
      const headers = this.headersOf(record, stream, { type: event.type, index, way });
      const trace = traceOf(record, event, topic);
      if (trace !== undefined) headers[Header.trace] = trace;
      if (mayRepeat) headers[Header.mayRepeat] = '1';
      return { topic, key, value: JSON.stringify(event), headers, timestamp };
    });
  }

  private headersOf(
    record: CommitRecord,
    stream: string,
    { type, index, way }: { type: string; index: number; way: string },
  ): Record<string, string> {
    const headers: Record<string, string> = {
      [Header.specVersion]: '1.0',
      [Header.id]: eventId(record, index),
      [Header.source]: this.source,
      [Header.type]: type,
      [Header.subject]: stream,
      [Header.time]: record.at,
      [Header.merchant]: record.merchantId,
      [Header.cause]: causeText(record.cause),
      [Header.contentType]: 'application/json',
    };
    // Only what has the same key is read in order: events of a stream under other keys come on ways of their own.
    const previous = this.follow(`${way} ${stream}`, `${record.version}#${index}`);
    if (previous !== undefined) headers[Header.previous] = previous;
    return headers;
  }

  private follow(stream: string, place: string): string | undefined {
    const previous = this.before.get(stream);
    this.before.set(stream, place);
    return previous;
  }
}

function traceOfCause({ cause }: CommitRecord): string | undefined {
  return cause.trace;
}

/** The contract's key under the merchant, or the stream. */
function keyOf(record: CommitRecord, stream: string, event: object, { key }: EventTerms): string {
  return key === undefined ? stream : `${encodeURIComponent(record.merchantId)}/${key(event)}`;
}
