import { AssignerProtocol, type Assigner, type PartitionAssigner } from 'kafkajs';

/** `topic` by the numbers of its partitions. */
type Share = Record<string, number[]>;

/**
 * Partition n of every topic goes to the same member, as far as members read the same topics: what has the same key on several
 * topics is decided in one process, which has its streams at hand and meets no other writer.
 */
export const alignedAssigner: PartitionAssigner = ({ cluster }): Assigner => ({
  name: 'AlignedAssigner',
  version: 0,

  async assign({ members, topics }) {
    const readers = members
      .map(({ memberId, memberMetadata }) => ({ memberId, topics: topicsOf(memberMetadata) }))
      .sort((one, other) => (one.memberId < other.memberId ? -1 : 1));
    const shares = new Map<string, Share>(readers.map(({ memberId }) => [memberId, {}]));
    for (const topic of topics) {
      const candidates = readers.filter((reader) => reader.topics.has(topic));
      for (const { partitionId } of cluster.findTopicPartitionMetadata(topic)) {
        const reader = candidates[partitionId % candidates.length];
        if (reader !== undefined) (shares.get(reader.memberId)![topic] ??= []).push(partitionId);
      }
    }
    return [...shares].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: 0, assignment, userData: Buffer.alloc(0) }),
    }));
  },

  protocol({ topics }) {
    const metadata = AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) });
    return { name: 'AlignedAssigner', metadata };
  },
});

function topicsOf(metadata: Buffer): ReadonlySet<string> {
  return new Set(AssignerProtocol.MemberMetadata.decode(metadata)?.topics);
}
