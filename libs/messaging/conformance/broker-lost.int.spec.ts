import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaCluster, silent } from '@entrepot/testing';
import { Kafka } from 'kafkajs';
import { KafkaBus, type Assignment, type RawMessage, type Subscriber, type TopicPartition } from '../src/index';

jest.setTimeout(180_000);

const TOPIC = 'shop.order.v1';
const GROUP = 'shop';
const KEYS = Array.from({ length: 12 }, (_, index) => `key-${index}`);
const OFFSETS = '__consumer_offsets';

class Reader implements Subscriber {
  readonly texts: string[] = [];
  readonly next = new Map<number, number>();
  generations = 0;
  failure: Error | undefined;

  async assigned(_generation: number, assignments: readonly Assignment[]): Promise<void> {
    await Promise.resolve();
    this.generations += 1;
    for (const { partition, start } of assignments) this.next.set(partition, start);
  }

  received(_generation: number, { partition }: TopicPartition, messages: readonly RawMessage[]): void {
    this.texts.push(...messages.map(({ value }) => String(value)));
    this.next.set(partition, Number(messages.at(-1)!.offset) + 1);
  }

  failed(error: Error): void {
    this.failure = error;
  }
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within 90 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Who coordinates a group leads the partition of its offsets: by the hash of its name, as Java counts it. */
async function coordinatorOf(group: string, brokers: readonly string[]): Promise<number> {
  const admin = new Kafka({ brokers: [...brokers], clientId: 'asking' }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [OFFSETS] });
  await admin.disconnect();
  const { partitions } = topics[0]!;
  const hash = [...group].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) | 0, 0) & 0x7f_ff_ff_ff;
  return partitions.find(({ partitionId }) => partitionId === hash % partitions.length)!.leader;
}

it('a reader whose coordinator dies and stays away stays the member that it was, reads what others lead by then, and commits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-lost-'));
  const cluster = await KafkaCluster.start(folder, silent);
  const brokers = cluster.brokers.split(',');
  const [writing, reading] = ['writer', 'reader'].map((clientId) => new KafkaBus({ brokers, clientId })) as [
    KafkaBus,
    KafkaBus,
  ];
  try {
    await writing.ensureTopics([{ name: TOPIC, partitions: 3, replication: 3, minIsr: 2 }]);
    const say = (text: string) =>
      writing.publish(KEYS.map((key) => ({ topic: TOPIC, key, value: `${text} ${key}`, headers: {} })));
    const reader = new Reader();
    const opened = await reading.read(GROUP, [TOPIC], reader);
    const hears = (text: string) => until(() => KEYS.every((key) => reader.texts.includes(`${text} ${key}`)), text);
    await say('before');
    await hears('before');
    await cluster.kill(await coordinatorOf(GROUP, brokers));
    await until(
      () =>
        say('after').then(
          () => true,
          () => false,
        ),
      'published',
    );
    await hears('after');
    const isCommitted = async () => {
      const offsets = [...reader.next].map(([partition, offset]) => ({ topic: TOPIC, partition, offset }));
      await opened.commit(reader.generations, offsets).catch(() => undefined);
      const progress = await writing.progress(GROUP, [TOPIC]).catch(() => []);
      return progress.length === 3 && progress.every(({ committed, end }) => committed === end);
    };
    await until(isCommitted, 'committed');
    expect([reader.generations, reader.failure]).toEqual([1, undefined]);
    await opened.leave();
  } finally {
    await Promise.all([writing.close(), reading.close()]);
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
