import { setTimeout as sleep } from 'node:timers/promises';

interface Coordinator {
  readonly nodeId: string;
}

/** The part of kafkajs's consumer group that is used and replaced here. */
export interface OutlivingGroup {
  readonly groupId: string;
  readonly cluster: {
    refreshMetadata(): Promise<void>;
    findGroupCoordinator(of: { groupId: string }): Promise<Coordinator>;
  };
  coordinator: Coordinator;
  readonly offsetManager: { coordinator: Coordinator } | null;
  heartbeat(options: { interval: number }): Promise<void>;
  recoverFromFetch(error: unknown): Promise<void>;
}

/** The part of kafkajs's cluster that is replaced here. */
export interface SeekingCluster {
  findGroupCoordinator(of: { groupId: string }): Promise<Coordinator>;
}

interface KafkaError {
  readonly name?: string;
  readonly type?: string;
}

const LOOK_AGAIN_MS = 250;
/** Another broker leads the partition, or will. */
const LEADER_MOVED = new Set(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'REPLICA_NOT_AVAILABLE']);
const CONNECTION_LOST = new Set(['KafkaJSConnectionError', 'KafkaJSConnectionClosedError']);
/** Another broker coordinates the group, or will. */
const COORDINATOR_MOVED = new Set(['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE']);

/**
 * A broker that dies is missed for some ten seconds before others take over what it led. kafkajs stops reading from all brokers meanwhile, joins
 * the group anew at every change of a leader, and, when it has found nobody for eight tries, begins as a new member: the group then waits for the
 * one that it was before, half a minute, in which nothing is read. Here the partitions of the others are read on, who leads what is
 * asked again until somebody does, and a member whose coordinator is gone looks for the next one, which knows it.
 */
export function outliveBrokers(group: OutlivingGroup): void {
  const { heartbeat, recoverFromFetch } = group;
  const seeking = new WeakSet<OutlivingGroup>();

  group.recoverFromFetch = async function (this: OutlivingGroup, error: unknown): Promise<void> {
    const { name = '', type = '' } = error as KafkaError;
    if (name !== 'KafkaJSConnectionError' && !LEADER_MOVED.has(type)) return recoverFromFetch.call(this, error);
    await sleep(LOOK_AGAIN_MS);
    // All of them are away: what kafkajs then says is not to be tried again would end the reading for good.
    await this.cluster.refreshMetadata().catch(() => Promise.reject(error as Error));
  };

  group.heartbeat = async function (this: OutlivingGroup, options: { interval: number }): Promise<void> {
    if (seeking.has(this)) return;
    try {
      await heartbeat.call(this, options);
    } catch (error) {
      const { name = '', type = '' } = error as KafkaError;
      if (!CONNECTION_LOST.has(name) && !COORDINATOR_MOVED.has(type)) throw error;
      seeking.add(this);
      // Not waited for: reading goes on. Where none is found, the next heartbeat looks again.
      void seek(this)
        .catch(() => undefined)
        .finally(() => seeking.delete(this));
    }
  };
}

async function seek(group: OutlivingGroup): Promise<void> {
  const found = await group.cluster.findGroupCoordinator({ groupId: group.groupId });
  group.coordinator = found;
  if (group.offsetManager !== null) group.offsetManager.coordinator = found;
}

/**
 * Where no broker can say who coordinates a group, because the last one is just ending, kafkajs takes that for something that no retry
 * heals, and the consumer that joins its group at that moment ends for good. A broker that comes back heals it.
 */
export function seekAgain(cluster: SeekingCluster): void {
  const { findGroupCoordinator } = cluster;
  cluster.findGroupCoordinator = async function (this: SeekingCluster, of: { groupId: string }): Promise<Coordinator> {
    try {
      return await findGroupCoordinator.call(this, of);
    } catch (error) {
      // The error itself: the check at the start has to know it again.
      throw hasNoCoordinator(error) ? Object.assign(error as Error, { retriable: true }) : error;
    }
  };
}

/** Brokers that were just made, or have just lost one of their number, know of no coordinator for a moment. */
export const hasNoCoordinator = (error: unknown): boolean =>
  (error as KafkaError).name === 'KafkaJSGroupCoordinatorNotFound';
