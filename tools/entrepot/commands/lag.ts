import { Command } from 'commander';
import { acting } from '../acting';
import { wholeNumber } from '../arguments';
import type { Brokers } from '../brokers';
import { EXIT } from '../exit';
import { paint, table } from '../say';
import { serviceOption, type OwnService } from '../services';

interface Lag {
  readonly group: string;
  readonly topic: string;
  readonly partitions: number;
  /** Messages between what is settled and the end. */
  readonly messages: number;
  /** How old the oldest of them is, at least, in seconds; absent where there is none. */
  readonly olderThanSeconds?: number;
}

interface Options {
  readonly service?: OwnService;
  readonly all?: boolean;
  readonly max?: number;
}

interface Place {
  readonly partition: number;
  readonly committed: number;
  readonly end: number;
}

/** The age of what waits is found by asking where messages of these ages begin, not by reading any. */
const AGES = [86_400, 3_600, 900, 300, 60, 30, 10, 5, 2, 1, 0];

/** How far the services are behind, as the brokers have it. */
export function lagCommand(): Command {
  return new Command('lag')
    .description('tells how many messages each service has not worked off, and how old they are')
    .addOption(serviceOption())
    .option('--all', 'also the topics where nothing waits')
    .option(
      '--max <messages>',
      'exit status 1 if a service is further behind on a topic',
      wholeNumber(0, 1_000_000_000),
    )
    .action(
      acting<Options>(async ({ say, options }) => {
        const { withBrokers } = require('../brokers') as typeof import('../brokers');
        const lags = await withBrokers((brokers) => lagsOf(brokers, options.service));
        const shown = options.all === true ? lags : lags.filter(({ messages }) => messages > 0);
        say.show(shown, () => text(shown));
        const { max = Infinity } = options;
        return lags.every(({ messages }) => messages <= max) ? EXIT.done : EXIT.found;
      }),
    );
}

async function lagsOf(brokers: Brokers, only: OwnService | undefined): Promise<Lag[]> {
  const groups = [...new Set(brokers.topics.flatMap(({ readers }) => readers))].sort();
  const present = new Set(await brokers.admin.listTopics());
  const found = groups
    .filter((service) => only === undefined || service === only)
    .map(async (service) => {
      const read = brokers.topics
        .filter(({ readers }) => readers.includes(service))
        .map(({ name }) => brokers.topicName(name));
      return Promise.all(read.filter((topic) => present.has(topic)).map((topic) => lagOf(brokers, service, topic)));
    });
  return (await Promise.all(found)).flat();
}

async function lagOf({ admin, groupName }: Brokers, service: string, topic: string): Promise<Lag> {
  const group = groupName(service);
  const [[committed], ends] = await Promise.all([
    admin.fetchOffsets({ groupId: group, topics: [topic] }),
    admin.fetchTopicOffsets(topic),
  ]);
  const settled = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  const places = ends.map(({ partition, high, low }) => {
    const at = settled.get(partition) ?? -1;
    return { partition, committed: at < 0 ? Number(low) : at, end: Number(high) };
  });
  const messages = places.reduce((sum, { committed: at, end }) => sum + Math.max(0, end - at), 0);
  const lag = { group, topic, partitions: places.length, messages };
  return messages === 0 ? lag : { ...lag, olderThanSeconds: await oldest(admin, topic, places) };
}

/** The greatest of the ages at which something waited already. */
async function oldest(admin: Brokers['admin'], topic: string, places: readonly Place[]): Promise<number> {
  for (const age of AGES) {
    const later = await admin.fetchTopicOffsetsByTimestamp(topic, Date.now() - age * 1_000);
    const from = new Map(later.map(({ partition, offset }) => [partition, Number(offset)]));
    const isOlder = ({ partition, committed, end }: Place) =>
      committed < end && committed < (from.get(partition) ?? end);
    if (places.some(isOlder)) return age;
  }
  return 0;
}

function text(lags: readonly Lag[]): string {
  if (lags.length === 0) return paint('green', 'nothing waits');
  const rows = lags.map(({ group, topic, partitions, messages, olderThanSeconds }) => {
    return [group, topic, partitions, messages, olderThanSeconds === undefined ? '' : `over ${olderThanSeconds} s`];
  });
  return table(['service', 'topic', 'partitions', 'behind', 'oldest'], rows);
}
