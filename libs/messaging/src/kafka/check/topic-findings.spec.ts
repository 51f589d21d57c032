import { Rights } from './rights';
import type { TopicConfig } from './topic-config';
import { topicFindings, type LookedAt } from './topic-findings';

const EVERYTHING = new Rights(-(2 ** 31));
const config: TopicConfig = { minIsr: 2, retentionMs: -1, maxMessageBytes: 1_048_588, compacted: false };
const partition = { leader: 1, replicas: 3, inSync: 3 };

function lookedAt(
  name: string,
  change: { config?: Partial<TopicConfig>; partition?: object; rights?: number },
): LookedAt {
  const rights = change.rights === undefined ? EVERYTHING : new Rights(change.rights);
  return {
    wish: { name, partitions: 2, replication: 3, reads: true, writes: true },
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

  it('is which rights are missing, by the bits that Kafka gives', () => {
    const levels = topicFindings([lookedAt('a', { rights: (1 << 4) | (1 << 8) })]);
    expect(levels).toEqual([
      { level: 'problem', about: 'user', text: 'topic a: may not be read by our user (ACL Read)' },
    ]);
  });
});
