import { Rights } from './rights';
import type { TopicConfig } from './topic-config';
import { topicFindings, type LookedAt } from './topic-findings';

const EVERYTHING = new Rights(-(2 ** 31));
const forEver = { retentionMs: -1, retentionBytes: -1 };
const config: TopicConfig = {
  minIsr: 2,
  ...forEver,
  maxMessageBytes: 1_048_588,
  compacted: false,
  compression: 'uncompressed',
};
const partition = { leader: 1, replicas: 3, inSync: 3 };

function lookedAt(
  name: string,
  change: { config?: Partial<TopicConfig>; partition?: object; rights?: number; keptMs?: number },
): LookedAt {
  const rights = change.rights === undefined ? EVERYTHING : new Rights(change.rights);
  return {
    wish: { name, partitions: 2, replication: 3, retentionMs: change.keptMs ?? -1, writes: true, deletes: true },
    topic: { name, error: 0, partitions: [partition, { ...partition, ...change.partition }], rights },
    config: { ...config, ...change.config },
    expectsCopies: true,
  };
}

describe('what is found out about topics', () => {
  it('is nothing where a topic is as it should be', () => {
    expect(topicFindings([lookedAt('a', {})])).toEqual([]);
  });

  it('is told once for all topics that share it', () => {
    const weak = { config: { minIsr: 1 } };
    expect(topicFindings([lookedAt('a', weak), lookedAt('b', weak)])).toEqual([
      {
        ...{ level: 'warning', about: 'topics' },
        text: 'topics a, b: min.insync.replicas 1: a message counts as written when one broker has it',
      },
    ]);
  });

  it('is that brokers are away, or copies are missing', () => {
    const texts = (change: object) => topicFindings([lookedAt('a', { partition: change })]).map(({ text }) => text);
    expect(texts({ leader: -1, inSync: 1 })).toEqual([
      'topic a: only 1 replica in sync of 2 that are needed to write',
      'topic a: partitions without a leader: a broker is away',
    ]);
    expect(texts({ replicas: 2, inSync: 2 })).toEqual(['topic a: 2 replicas where 3 are asked for']);
  });

  it('is that somebody may send what cannot be read, where the broker stores what it is sent', () => {
    const texts = (compression: string) =>
      topicFindings([lookedAt('a', { config: { compression } })]).map(({ text }) => text);
    expect(texts('gzip')).toEqual([]);
    expect(texts('producer')).toEqual([
      'topic a: compression.type producer: a message that somebody compresses with anything but gzip stops this service; kafka-configs --alter --add-config compression.type=uncompressed lets the broker unpack it',
    ]);
  });

  it('is that events are thrown away that lists and mirrors are made of, and how that ends', () => {
    const week = 7 * 86_400_000;
    const texts = (config: Partial<TopicConfig>) => topicFindings([lookedAt('a', { config })]);
    const why = 'lists and mirrors that are made anew, and who is away longer, miss them';
    expect(texts({ retentionMs: week })).toEqual([
      {
        ...{ level: 'warning', about: 'topics' },
        text: `topic a: events are thrown away after 7 days (retention.ms): ${why}; kafka-configs --alter --add-config retention.ms=-1 keeps them`,
      },
    ]);
    expect(texts({ retentionMs: week, retentionBytes: 1_000 })[0]?.text).toBe(
      `topic a: events are thrown away after 7 days (retention.ms) and beyond 1000 bytes (retention.bytes): ${why}; kafka-configs --alter --add-config retention.ms=-1,retention.bytes=-1 keeps them`,
    );
  });

  it('is that plain messages are kept longer or shorter than asked for', () => {
    const hour = 3_600_000;
    const texts = (retentionMs: number) =>
      topicFindings([lookedAt('a', { config: { retentionMs }, keptMs: 72 * hour })]).map(({ text }) => text);
    expect(texts(72 * hour)).toEqual([]);
    expect(texts(-1)).toEqual([
      'topic a: messages in plain are kept for ever where 3 days are asked for (retention.ms)',
    ]);
    expect(texts(240 * hour)).toEqual([
      'topic a: messages in plain are kept for 10 days where 3 days are asked for (retention.ms)',
    ]);
    expect(texts(36 * hour)).toEqual([
      'topic a: messages kept for only 36 hours where 3 days are asked for (retention.ms): who is away longer loses them',
    ]);
  });

  it('is which rights are missing, by the bits that Kafka gives', () => {
    const levels = topicFindings([lookedAt('a', { rights: (1 << 4) | (1 << 8) })]);
    expect(levels).toEqual([
      { level: 'problem', about: 'user', text: 'topic a: may not be read by our user (ACL Read)' },
      {
        ...{ level: 'warning', about: 'user' },
        text: 'topic a: messages may not be deleted by our user (ACL Delete): what is to be erased stays until retention deletes it',
      },
    ]);
  });
});
