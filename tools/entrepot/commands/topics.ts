import { Command } from 'commander';
import { acting } from '../acting';
import type { Brokers } from '../brokers';
import { EXIT } from '../exit';
import { paint, table } from '../say';

interface TopicState {
  readonly topic: string;
  readonly owner: string;
  readonly readers: readonly string[];
  readonly partitions: number;
  readonly replicas: number;
  /** Partitions with a replica that is behind or away. */
  readonly underReplicated: number;
  /** That can still be read. */
  readonly messages: number;
  readonly problem?: string;
}

/** What stands in Kafka, beside what the contracts say. */
export function topicsCommand(): Command {
  return new Command('topics')
    .description(
      'lists the topics of the contracts as the brokers have them; exit status 1 if one is missing or lacks replicas',
    )
    .action(
      acting(async ({ say }) => {
        const { withBrokers } = require('../brokers') as typeof import('../brokers');
        const states = await withBrokers(statesOf);
        say.show(states, () => text(states));
        return states.every(({ problem }) => problem === undefined) ? EXIT.done : EXIT.found;
      }),
    );
}

async function statesOf(brokers: Brokers): Promise<TopicState[]> {
  const present = new Set(await brokers.admin.listTopics());
  return Promise.all(brokers.topics.map((topic) => stateOf(brokers, topic, present)));
}

async function stateOf(
  { admin, topicName }: Brokers,
  { name, owner, readers }: Brokers['topics'][number],
  present: ReadonlySet<string>,
) {
  const topic = topicName(name);
  const known = { topic, owner, readers };
  if (!present.has(topic)) {
    return { ...known, partitions: 0, replicas: 0, underReplicated: 0, messages: 0, problem: 'is missing' };
  }
  const [metadata, offsets] = await Promise.all([
    admin.fetchTopicMetadata({ topics: [topic] }),
    admin.fetchTopicOffsets(topic),
  ]);
  const partitions = metadata.topics[0]?.partitions ?? [];
  const underReplicated = partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length;
  const problem = underReplicated > 0 ? { problem: `${underReplicated} partitions lack replicas` } : {};
  const messages = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const replicas = Math.min(...partitions.map((partition) => partition.replicas.length));
  return { ...known, partitions: partitions.length, replicas, underReplicated, messages, ...problem };
}

function text(states: readonly TopicState[]): string {
  const rows = states.map(({ topic, owner, readers, partitions, replicas, messages, problem }) => {
    return [topic, partitions, replicas, messages, owner, readers.join(', '), problem ?? ''];
  });
  const faults = states
    .filter(({ problem }) => problem !== undefined)
    .map(({ topic, problem }) => paint('red', `${topic} ${problem}`));
  const head = ['topic', 'partitions', 'replicas', 'messages', 'owner', 'read by', ''];
  return [table(head, rows), ...faults].join('\n');
}
