import { MAX_SEND_BYTES } from '../verified-producer';
import { problem, warning, type Finding } from './finding';
import type { DescribedTopic } from './rights';
import type { TopicConfig } from './topic-config';

/** A topic that the service reads, as it wants it, under its name on the cluster. */
export interface TopicWish {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  /** How long messages are to be kept; -1: for ever, because lists and mirrors are made of them anew. */
  readonly retentionMs: number;
  readonly writes: boolean;
  /** What was worked off is deleted from it on demand. */
  readonly deletes: boolean;
}

export interface LookedAt {
  readonly wish: TopicWish;
  readonly topic: DescribedTopic;
  /** Undefined where we may not see it. */
  readonly config: TopicConfig | undefined;
  /** A single copy is worth a word: in production, or where there are several brokers. */
  readonly expectsCopies: boolean;
}

type Fault = readonly [Finding['level'], Finding['about'], string];

/** What a batch has around its messages. */
const FRAMING_BYTES = 1_024;

/** What can be read whoever has sent it: the broker stores nothing else then. */
const READABLE = new Set(['uncompressed', 'gzip']);

const RULES: readonly ((found: LookedAt) => Fault | undefined)[] = [
  ({ topic }) => (topic.rights.may('read') ? undefined : ['problem', 'user', 'may not be read by our user (ACL Read)']),
  ({ wish, topic }) =>
    wish.writes && !topic.rights.may('write')
      ? ['problem', 'user', 'may not be written by our user (ACL Write)']
      : undefined,
  ({ wish, topic }) =>
    wish.deletes && !topic.rights.may('delete')
      ? ['warning', 'user', 'messages may not be deleted by our user (ACL Delete): what is to be erased stays until retention deletes it'] // prettier-ignore
      : undefined,
  ({ wish, topic: { partitions } }) =>
    partitions.length < wish.partitions
      ? ['warning', 'topics', `${count(partitions.length, 'partition')} where ${wish.partitions} are asked for`]
      : undefined,
  copies,
  minIsr,
  ({ topic: { partitions } }) =>
    partitions.some(({ leader }) => leader < 0)
      ? ['warning', 'topics', 'partitions without a leader: a broker is away']
      : undefined,
  retention,
  compression,
  ({ config }) =>
    config?.compacted === true
      ? ['problem', 'topics', 'cleanup.policy compact: Kafka throws away events that are not the last of their key']
      : undefined,
  ({ wish, config }) =>
    wish.writes && config !== undefined && config.maxMessageBytes < MAX_SEND_BYTES + FRAMING_BYTES
      ? ['problem', 'topics', `max.message.bytes ${config.maxMessageBytes}: we send up to ${MAX_SEND_BYTES + FRAMING_BYTES}`] // prettier-ignore
      : undefined,
];

function copies({ wish, topic: { partitions }, expectsCopies }: LookedAt): Fault | undefined {
  const replicas = Math.min(...partitions.map((partition) => partition.replicas));
  if (replicas < wish.replication) {
    return ['warning', 'topics', `${count(replicas, 'replica')} where ${wish.replication} are asked for`];
  }
  if (replicas > 1 || !expectsCopies) return undefined;
  return ['warning', 'topics', 'one replica: what its broker loses is lost'];
}

function minIsr({ topic: { partitions }, config }: LookedAt): Fault | undefined {
  if (config === undefined) return undefined;
  const replicas = Math.min(...partitions.map((partition) => partition.replicas));
  const inSync = Math.min(...partitions.map((partition) => partition.inSync));
  if (config.minIsr > replicas) {
    return ['problem', 'topics', `min.insync.replicas ${config.minIsr} with ${count(replicas, 'replica')}: nothing can be written`]; // prettier-ignore
  }
  if (inSync < config.minIsr) {
    return ['warning', 'topics', `only ${count(inSync, 'replica')} in sync of ${config.minIsr} that are needed to write`]; // prettier-ignore
  }
  if (config.minIsr > 1 || replicas === 1) return undefined;
  return ['warning', 'topics', 'min.insync.replicas 1: a message counts as written when one broker has it'];
}

function compression({ config }: LookedAt): Fault | undefined {
  if (config === undefined || READABLE.has(config.compression)) return undefined;
  return ['warning', 'topics', `compression.type ${config.compression}: a message that somebody compresses with anything but gzip stops this service; kafka-configs --alter --add-config compression.type=uncompressed lets the broker unpack it`]; // prettier-ignore
}

function retention({ wish, config }: LookedAt): Fault | undefined {
  if (config === undefined) return undefined;
  return wish.retentionMs === -1 ? lostHistory(config) : otherRetention(wish.retentionMs, config.retentionMs);
}

function lostHistory({ retentionMs, retentionBytes }: TopicConfig): Fault | undefined {
  const limits = [
    ...(retentionMs === -1 ? [] : [['retention.ms', `after ${duration(retentionMs)}`] as const]),
    ...(retentionBytes === -1 ? [] : [['retention.bytes', `beyond ${retentionBytes} bytes`] as const]),
  ];
  if (limits.length === 0) return undefined;
  const when = limits.map(([name, limit]) => `${limit} (${name})`).join(' and ');
  const fix = limits.map(([name]) => `${name}=-1`).join(',');
  return ['warning', 'topics', `events are thrown away ${when}: lists and mirrors that are made anew, and who is away longer, miss them; kafka-configs --alter --add-config ${fix} keeps them`]; // prettier-ignore
}

function otherRetention(wantedMs: number, keptMs: number): Fault | undefined {
  if (keptMs === wantedMs) return undefined;
  const wanted = `where ${duration(wantedMs)} are asked for (retention.ms)`;
  const kept = keptMs === -1 ? 'for ever' : `for ${duration(keptMs)}`;
  if (keptMs === -1 || keptMs > wantedMs) return ['warning', 'topics', `messages in plain are kept ${kept} ${wanted}`];
  return ['warning', 'topics', `messages kept for only ${duration(keptMs)} ${wanted}: who is away longer loses them`];
}

/** What is wrong with topics that exist; topics with the same fault share a sentence. */
export function topicFindings(found: readonly LookedAt[]): Finding[] {
  const topics = new Map<string, { fault: Fault; names: string[] }>();
  for (const one of found) {
    for (const fault of RULES.flatMap((rule) => [rule(one)].filter((broken) => broken !== undefined))) {
      const entry = topics.get(fault.join()) ?? { fault, names: [] };
      topics.set(fault.join(), { fault, names: [...entry.names, one.wish.name] });
    }
  }
  return [...topics.values()].map(({ fault: [level, about, text], names }) => {
    const said = `${namesOf(names)}: ${text}`;
    return level === 'problem' ? problem(about, said) : warning(about, said);
  });
}

export function namesOf(topics: readonly string[]): string {
  return `${topics.length === 1 ? 'topic' : 'topics'} ${topics.join(', ')}`;
}

function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

function duration(ms: number): string {
  const hours = ms / 3_600_000;
  return hours >= 48 ? `${Math.floor(hours / 24)} days` : `${Math.round(hours * 10) / 10} hours`;
}
