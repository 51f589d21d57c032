import { AssignerProtocol, type Cluster, type Logger } from 'kafkajs';
import { alignedAssigner } from './aligned-assigner';

const PARTITIONS: Readonly<Record<string, number>> = { orders: 3, payments: 3, webhooks: 2 };

function assigner() {
  const findTopicPartitionMetadata = (topic: string) =>
    Array.from({ length: PARTITIONS[topic] ?? 0 }, (_, partitionId) => ({ partitionId }));
  const cluster = { findTopicPartitionMetadata } as unknown as Cluster;
  return alignedAssigner({ cluster, groupId: 'shop', logger: undefined as unknown as Logger });
}

async function shares(members: Readonly<Record<string, string[]>>) {
  const { assign, protocol } = assigner();
  const group = Object.entries(members).map(([memberId, topics]) => {
    return { memberId, memberMetadata: protocol({ topics }).metadata };
  });
  const assigned = await assign({ members: group, topics: Object.keys(PARTITIONS) });
  return Object.fromEntries(
    assigned.map(({ memberId, memberAssignment }) => {
      return [memberId, { ...AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment }];
    }),
  );
}

const all = Object.keys(PARTITIONS);

describe('sharing partitions out', () => {
  it('gives a partition of every topic to the same member', async () => {
    expect(await shares({ b: all, a: all })).toEqual({
      a: { orders: [0, 2], payments: [0, 2], webhooks: [0] },
      b: { orders: [1], payments: [1], webhooks: [1] },
    });
  });

  it('leaves a member without any when there are more members than partitions', async () => {
    const { a, b, c, d } = await shares({ a: all, b: all, c: all, d: all });
    expect([a, b, c, d].map((share) => share?.['orders'])).toEqual([[0], [1], [2], undefined]);
  });

  it('gives a topic only to members that read it, as while a release is rolled out', async () => {
    expect(await shares({ old: ['orders', 'payments'], young: all })).toEqual({
      old: { orders: [0, 2], payments: [0, 2] },
      young: { orders: [1], payments: [1], webhooks: [0, 1] },
    });
  });
});
