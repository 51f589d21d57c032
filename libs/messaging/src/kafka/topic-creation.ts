import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, ITopicMetadata } from 'kafkajs';
import type { TopicPlan } from '../bus/bus';

const PATIENCE_MS = 30_000;
/** Topics that others are making at this moment; a broker that is away for longer must not keep a service from starting. */
const PATIENCE_WITH_OTHERS_MS = 10_000;
const LOOK_EVERY_MS = 50;

/**
 * Creates topics (full names) that do not exist and waits until every one of the plan has leaders, those among them that another
 * process is making meanwhile: whoever joins a group before that is given none of their partitions for a minute.
 */
export async function createTopics(admin: Admin, plan: readonly TopicPlan[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = plan.filter(({ name }) => !existing.has(name));
  if (missing.length > 0) {
    // kafkajs waits for leaders too, but fails when a broker has not yet heard of a new topic.
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ name, partitions, replication = 1, ...config }) => ({
        ...{ topic: name, numPartitions: partitions, replicationFactor: replication },
        configEntries: entriesOf(config),
      })),
    });
  }
  const own = missing.map(({ name }) => name);
  if (!(await untilLed(admin, own, PATIENCE_MS))) throw new Error(`topics without a leader: ${own.join(', ')}`);
  await untilLed(
    admin,
    [...existing].filter((name) => plan.some((each) => each.name === name)),
    PATIENCE_WITH_OTHERS_MS,
  );
}

/**
 * A topic that is to be kept for ever is not cut off for its size either, whatever the broker does with others. Whatever others
 * compress with, the broker unpacks: kafkajs reads nothing but gzip, and a service that meets anything else could not go on.
 */
function entriesOf({ minIsr, retentionMs }: Pick<TopicPlan, 'minIsr' | 'retentionMs'>) {
  const wanted = [
    ['compression.type', 'uncompressed'],
    ['min.insync.replicas', minIsr],
    ['retention.ms', retentionMs],
    ['retention.bytes', retentionMs === -1 ? -1 : undefined],
  ] as const;
  return wanted.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }]));
}

/** False: not in time. */
async function untilLed(admin: Admin, names: readonly string[], patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!(await areLed(admin, names))) {
    if (performance.now() > deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

async function areLed(admin: Admin, names: readonly string[]): Promise<boolean> {
  if (names.length === 0) return true;
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
    if (topics.length < names.length || !topics.every(isLed)) return false;
    // A broker tells of a new leader before it serves as one; a consumer that meets that pauses for seconds.
    await Promise.all(names.map((name) => admin.fetchTopicOffsets(name)));
    return true;
  } catch {
    return false;
  }
}

function isLed({ partitions }: ITopicMetadata): boolean {
  return partitions.length > 0 && partitions.every(({ leader }) => leader >= 0);
}
