import { eventId, recordId, streamId } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import { Header, patchKafkajs, registryContracts, sourceOf } from '@entrepot/messaging';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import type { BackendAddresses } from '../embedded/backends';

/** The stream that a neighbour's event belongs to. */
export interface NeighbourStream {
  readonly merchantId: string;
  readonly kind: string;
  readonly key: string;
}

/** An event as it was sent, to be sent again. */
export interface SentEvent {
  readonly topic: string;
  readonly message: Message;
}

/**
 * Stands in for another service in a component test: publishes its events as that service's relay would, with contract,
 * topic, key, headers and versions of their streams.
 */
export class Neighbour {
  private readonly producer: Producer;
  private readonly contracts = registryContracts();
  private readonly versions = new Map<string, number>();

  constructor(
    private readonly service: string,
    { brokers }: Pick<BackendAddresses, 'brokers'>,
    private readonly topicPrefix: string,
  ) {
    patchKafkajs();
    const kafka = new Kafka({ brokers: brokers.split(','), clientId: service, logLevel: logLevel.NOTHING });
    this.producer = kafka.producer();
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  /** Publishes the next events of a stream, one decision each, in order. An event that breaks its contract is a fault of the test. */
  async publish(stream: NeighbourStream, ...events: AnyEvent[]): Promise<SentEvent[]> {
    return this.send(events.map((event) => this.envelope(stream, event)));
  }

  /** Messages as `publish` would send them, to be changed and sent by the test. */
  prepare(events: readonly { readonly stream: NeighbourStream; readonly event: AnyEvent }[]): SentEvent[] {
    return events.map(({ stream, event }) => this.envelope(stream, event));
  }

  /** Sends messages, for example once more what was sent before, or what no service would send. */
  async send(messages: readonly SentEvent[]): Promise<SentEvent[]> {
    const byTopic = new Map<string, Message[]>();
    for (const { topic, message } of messages) byTopic.set(topic, [...(byTopic.get(topic) ?? []), message]);
    const topicMessages = Array.from(byTopic, ([topic, of]) => ({ topic, messages: of }));
    await this.producer.sendBatch({ topicMessages });
    return [...messages];
  }

  private envelope({ merchantId, kind, key }: NeighbourStream, event: AnyEvent): SentEvent {
    const terms = this.contracts.event(event.type);
    const faults = terms?.check(event) ?? [];
    if (terms === undefined || faults.length > 0) throw new Error(`${event.type}: ${JSON.stringify(faults)}`);
    const stream = streamId(merchantId, kind, key);
    const version = (this.versions.get(stream) ?? 0) + 1;
    this.versions.set(stream, version);
    const headers = {
      [Header.specVersion]: '1.0',
      [Header.id]: eventId({ _id: recordId(stream, version) }, 0),
      [Header.source]: sourceOf(this.service),
      [Header.type]: event.type,
      [Header.subject]: stream,
      [Header.time]: new Date().toISOString(),
      [Header.merchant]: merchantId,
      [Header.contentType]: 'application/json',
    };
    const messageKey = terms.key === undefined ? stream : `${encodeURIComponent(merchantId)}/${terms.key(event)}`;
    const topic = `${this.topicPrefix}-${terms.topic}`;
    return { topic, message: { key: messageKey, value: JSON.stringify(event), headers } };
  }
}
