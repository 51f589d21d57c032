import { LOOPBACK } from '../process/ports';

export interface KafkaPorts {
  readonly broker: number;
  readonly controller: number;
}

type Settings = Readonly<Record<string, string | number | boolean>>;

/** Internal topics have one copy; topics are never made by accident. */
const ONE_NODE: Settings = {
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'auto.create.topics.enable': false,
  'num.partitions': 6,
  'offsets.topic.num.partitions': 8,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  // Threads wake several times a second though nothing is to do, and so does a log without news: as many as such a small machine can use.
  'num.io.threads': 3,
  'num.network.threads': 2,
  'group.coordinator.threads': 1,
  'metadata.max.idle.interval.ms': 10_000,
  'delete.topic.enable': true,
  // A test run creates and drops many topics: small index files keep the disk from filling with preallocated ones.
  'log.index.size.max.bytes': 1_048_576,
};

/** One node that is broker and controller. `changes` win over what is said here; clients speak `protocol`. */
export function kafkaSettings(
  ports: KafkaPorts,
  logFolder: string,
  { protocol = 'PLAINTEXT', changes = {} }: { protocol?: string; changes?: Readonly<Record<string, string>> } = {},
): string {
  const settings: Settings = {
    ...ONE_NODE,
    'controller.quorum.voters': `1@${LOOPBACK}:${ports.controller}`,
    listeners: `${protocol}://${LOOPBACK}:${ports.broker},CONTROLLER://${LOOPBACK}:${ports.controller}`,
    'advertised.listeners': `${protocol}://${LOOPBACK}:${ports.broker}`,
    'log.dirs': logFolder,
    ...changes,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${escaped(String(value))}\n`)
    .join('');
}

/** Java reads properties as Latin-1: a path with other letters would be another path, beside the folder or out of reach. */
function escaped(value: string): string {
  return value.replace(/[^\x20-\x7e]|\\/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
