import type { AnyEvent } from '@entrepot/kernel';
import { patchKafkajs, readMeta, type EventMeta } from '@entrepot/messaging';
import { Kafka, logLevel, type Consumer, type IHeaders } from 'kafkajs';
import type { BackendAddresses } from '../embedded/backends';
import { eventually } from './eventually';

/** An event as a service published it. */
export interface ReadEvent<E extends AnyEvent = AnyEvent> {
  readonly event: E;
  readonly meta: EventMeta;
  /** The message key. */
  readonly key: string;
}

/** Reads along what services publish under a prefix, from the beginning; each event once, as its id says. */
export class TopicReader {
  private readonly consumer: Consumer;
  private readonly known = new Map<string, ReadEvent>();

  constructor(
    { brokers }: Pick<BackendAddresses, 'brokers'>,
    private readonly topicPrefix: string,
  ) {
    patchKafkajs();
    const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    this.consumer = kafka.consumer({ groupId: `${topicPrefix}-reader-${Date.now()}`, maxWaitTimeInMs: 100 });
  }

  /** The topics must exist. */
  async read(...topics: string[]): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({
      topics: topics.map((topic) => `${this.topicPrefix}-${topic}`),
      fromBeginning: true,
    });
    await this.consumer.run({
      eachMessage: async ({ message: { key, value, headers } }) => {
        this.keep(key, value, headers);
        return Promise.resolve();
      },
    });
  }

  /** What was read so far, in the order of reading. */
  of<E extends AnyEvent>(type: E['type'], matches: Partial<E> = {}): ReadEvent<E>[] {
    const wanted = Object.entries(matches);
    return [...this.known.values()].filter(
      (read): read is ReadEvent<E> =>
        read.event.type === type && wanted.every(([field, value]) => read.event[field as 'type'] === value),
    );
  }

  /** Waits until so many such events were read. */
  async waitFor<E extends AnyEvent>(type: E['type'], matches: Partial<E> = {}, count = 1): Promise<ReadEvent<E>[]> {
    const found = () => Promise.resolve(this.of<E>(type, matches));
    return eventually(found, (events) => events.length >= count);
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
  }

  private keep(key: Buffer | null, value: Buffer | null, headers: IHeaders | undefined): void {
    const meta = readMeta(headers);
    if (meta === undefined || value === null) throw new Error('not an event of a service');
    const event = JSON.parse(value.toString()) as AnyEvent;
    this.known.set(meta.id, { event, meta, key: key?.toString() ?? '' });
  }
}
