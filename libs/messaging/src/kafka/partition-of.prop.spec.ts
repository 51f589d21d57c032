import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { partitionOf } from './partition-of';

describe('the partition of a key', () => {
  const theirs = Partitioners.DefaultPartitioner();

  it('is the one that Kafka and kafkajs choose, for any key', () => {
    const key = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 30 }));
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 60 }), (text, count) => {
        const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1 }));
        const args = { topic: 't', partitionMetadata, message: { key: text, value: '' } };
        expect(partitionOf(text, count)).toBe(theirs(args as unknown as Parameters<typeof theirs>[0]));
      }),
      { numRuns: 500 },
    );
  });
});
