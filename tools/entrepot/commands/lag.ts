import { progressOf, readOffsets } from '@entrepot/messaging';
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
    .description(
      'tells how many messages each service has not worked off, and how old they are; exit status 1 if a topic is missing',
    )
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
        const { lags, missing } = await withBrokers((brokers) => lagsOf(brokers, options.service));
        if (missing.length > 0)
          say.warn(`the brokers have no ${missing.join(', ')}: is TOPIC_PREFIX that of the services?`);
        const shown = options.all === true ? lags : lags.filter(({ messages }) => messages > 0);
        say.show(shown, () => text(shown, lags.length > 0));
        const { max = Infinity } = options;
        return missing.length === 0 && lags.every(({ messages }) => messages <= max) ? EXIT.done : EXIT.found;
      }),
    );
}

/** Of what services read; topics that are not there are named: nothing can be said of them. */
async function lagsOf({ admin, topics, topicName, groupName }: Brokers, only: OwnService | undefined) {
  const present = new Set(await admin.listTopics());
  const read = topics.flatMap(({ name, readers }) =>
    readers
      .map((service) => ({ service, topic: topicName(name) }))
      .filter(({ service }) => (only ?? service) === service),
  );
  const missing = [...new Set(read.map(({ topic }) => topic).filter((topic) => !present.has(topic)))];
  const there = read.filter(({ topic }) => present.has(topic)).sort((a, b) => a.service.localeCompare(b.service));
  const lags = await Promise.all(there.map(({ service, topic }) => lagOf(admin, groupName(service), topic)));
  return { lags, missing };
}

async function lagOf(admin: Brokers['admin'], group: string, topic: string): Promise<Lag> {
  const places = (await readOffsets(admin, group, [topic])).map((found) => {
    return { partition: found.partition, committed: progressOf(found) ?? 0, end: found.end };
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

function text(lags: readonly Lag[], looked: boolean): string {
  if (lags.length === 0) return looked ? paint('green', 'nothing waits') : 'nothing was found to look at';
  const rows = lags.map(({ group, topic, partitions, messages, olderThanSeconds }) => {
    return [group, topic, partitions, messages, olderThanSeconds === undefined ? '' : `over ${olderThanSeconds} s`];
  });
  return table(['service', 'topic', 'partitions', 'behind', 'oldest'], rows);
}
