import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { Assignment, TopicPartition } from '../bus/bus';

/** Offsets of one partition, on the cluster. */
export interface PartitionOffsets extends TopicPartition {
  /** Undefined while the group has committed nothing. */
  readonly committed?: number;
  /** The oldest message that is still there. */
  readonly low: number;
  /** After the newest message. */
  readonly end: number;
}

const TRIES = 6;
const FIRST_PAUSE_MS = 100;

/** Committed offsets of a group and the ends of the topics (full names). Asked again while leaders move. */
export async function readOffsets(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<PartitionOffsets[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOffsets(admin, groupId, topics);
    } catch (error) {
      // A topic that was just made may have no leader everywhere yet; kafkajs passes this on though it may be retried.
      const { type, retriable } = error as { type?: string; retriable?: boolean };
      if (type === undefined || retriable !== true || attempt >= TRIES) throw error;
      await sleep(FIRST_PAUSE_MS * attempt);
    }
  }
}

/**
 * Where reading a partition begins; `fullName`: its topic on the cluster. A group that is beyond the end, because a broker has lost the end of
 * its log, begins anew, as kafkajs does: what is written in that place since then is new.
 */
export function assignmentOf(
  { topic, partition }: TopicPartition,
  offsets: readonly PartitionOffsets[],
  fullName: string,
): Assignment {
  const ofTopic = offsets.filter((found) => found.topic === fullName);
  const { committed, low = 0, end = 0 } = ofTopic.find((found) => found.partition === partition) ?? {};
  const start = committed === undefined || committed > end ? low : committed;
  return { topic, partition, start, end, ofTopic: ofTopic.length };
}

/**
 * The next message that a group has to work off: what is before it was worked off, or is gone. A group that has committed nothing of a partition
 * that is empty by now has nothing to do there, and never will commit anything.
 */
export function progressOf({ committed, low, end }: PartitionOffsets): number | undefined {
  if (committed === undefined) return low === 0 ? undefined : low;
  return committed > end ? low : Math.max(committed, low);
}

async function askOffsets(admin: Admin, groupId: string, topics: readonly string[]): Promise<PartitionOffsets[]> {
  if (topics.length === 0) return [];
  const [groups, ...ends] = await Promise.all([
    admin.fetchOffsets({ groupId, topics: [...topics] }),
    ...topics.map((topic) => admin.fetchTopicOffsets(topic)),
  ]);
  const committed = new Map(
    groups.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic} ${partition}`, Number(offset)] as const),
    ),
  );
  return topics.flatMap((topic, index) =>
    (ends[index] ?? []).map(({ partition, high, low }) => {
      const offset = committed.get(`${topic} ${partition}`) ?? -1;
      return { topic, partition, low: Number(low), end: Number(high), ...(offset >= 0 && { committed: offset }) };
    }),
  );
}
