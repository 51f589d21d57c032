import { Kafka, logLevel, type RecordMetadata, type TopicMessages } from 'kafkajs';
import type { OutgoingMessage } from '../bus/bus';
import { partitionOf } from './partition-of';
import { VerifiedProducer, type SendBatch } from './verified-producer';

const PARTITIONS = 3;

/** A cluster that writes what it answers for, and leaves out partitions as kafkajs does when a leader moves. */
class Cluster {
  readonly written = new Map<string, string[]>();
  readonly sends: TopicMessages[][] = [];
  lost: (send: number, partition: number) => boolean = () => false;
  producer!: VerifiedProducer;

  readonly send: SendBatch = async (topicMessages) => {
    await Promise.resolve();
    this.sends.push(topicMessages);
    const answered = new Map<string, RecordMetadata>();
    for (const { topic, messages } of topicMessages) {
      for (const message of messages) {
        const partition = this.producer.choose(message, PARTITIONS);
        if (this.lost(this.sends.length, partition)) continue;
        const key = `${topic}|${partition}`;
        this.written.set(key, [...(this.written.get(key) ?? []), String(message.value)]);
        answered.set(key, { topicName: topic, partition, errorCode: 0 });
      }
    }
    return [...answered.values()];
  };
}

function opened(): Cluster {
  const cluster = new Cluster();
  const kafka = new Kafka({ brokers: ['nowhere:1'], logLevel: logLevel.NOTHING });
  cluster.producer = new VerifiedProducer(kafka, cluster.send);
  return cluster;
}

const message = (key: string, value: string, topic = 'till.payment.v1'): OutgoingMessage => {
  return { topic, key, value, headers: { ce_id: value } };
};
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => message(`key-${index % 10}`, String(index)));

describe('rule 10: a verified send', () => {
  it('resends the partitions that an answer lacks, before it resolves, and nothing else', async () => {
    const cluster = opened();
    cluster.lost = (send, partition) => send === 1 && partition === 1;
    const messages = many(30);
    await cluster.producer.send(messages);
    const missing = messages.filter(({ key }) => partitionOf(key, PARTITIONS) === 1);
    expect(missing.length).toBeGreaterThan(0);
    expect(cluster.sends[1]?.[0]?.messages.map(({ value }) => value)).toEqual(missing.map(({ value }) => value));
    expect([...cluster.written.values()].flat().sort()).toEqual(messages.map(({ value }) => value).sort());
    expect(cluster.producer.resent).toBe(1);
    const marked = cluster.sends[0]![0]!.messages.filter(({ headers }) => headers?.['ce_mayrepeat'] === '1');
    expect(marked).toEqual(cluster.sends[1]![0]!.messages);
  });

  it('keeps the order of a key over cuts and resends', async () => {
    const cluster = opened();
    cluster.lost = (send, partition) => send === 2 && partition === 0;
    const messages = many(5_000);
    await cluster.producer.send(messages);
    for (const [place, values] of cluster.written) {
      const partition = Number(place.split('|')[1]);
      const wanted = messages.filter(({ key }) => partitionOf(key, PARTITIONS) === partition);
      expect(values).toEqual(wanted.map(({ value }) => value));
    }
  });

  it('rule 6: cuts a send by bytes as well as by count', async () => {
    const cluster = opened();
    const large = Array.from({ length: 10 }, (_, index) => message('key', `${index}${'x'.repeat(200_000)}`));
    await cluster.producer.send([...large, ...many(2_500)]);
    for (const [{ messages }] of cluster.sends as [TopicMessages][]) {
      const bytes = messages.reduce((sum, { value }) => sum + String(value).length, 0);
      expect(bytes).toBeLessThanOrEqual(512 * 1024);
      expect(messages.length).toBeLessThanOrEqual(2_000);
    }
    expect([...cluster.written.values()].flat()).toHaveLength(2_510);
  });

  it('sends neither the rest nor again what was not answered once it may not go on', async () => {
    const cut = opened();
    const mayGoOn = () => cut.sends.length < 2;
    await expect(cut.producer.send(many(1_200), { mayGoOn })).rejects.toThrow('may not go on');
    expect([...cut.written.values()].flat()).toHaveLength(1_000);
    const unanswered = opened();
    unanswered.lost = () => true;
    await expect(unanswered.producer.send(many(3), { mayGoOn: () => false })).rejects.toThrow('may not go on');
    expect(unanswered.sends).toHaveLength(1);
  });

  it('fails, rather than to resolve, when partitions stay unanswered', async () => {
    jest.useFakeTimers();
    const cluster = opened();
    cluster.lost = () => true;
    const sending = expect(cluster.producer.send(many(3))).rejects.toThrow('no answer');
    await jest.advanceTimersByTimeAsync(60_000);
    await sending;
    jest.useRealTimers();
  });
});
