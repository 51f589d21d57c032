import { topics, type Topic } from '@entrepot/contracts';
import type { Recorded } from './published';
import type { EventsSection } from './report';
import { checkTopic } from './topic-check';
import type { TopicContent, TopicScan } from './topic-scan';

type OfTopics = Pick<Recorded, 'published' | 'decidedOn'>;

interface Names {
  readonly topic: (name: string) => string;
  readonly group: (service: string) => string;
}

function settledIds(content: TopicContent, committed: (partition: number) => number): Set<string> {
  const ids = new Set<string>();
  for (const [partition, messages] of content.partitions) {
    const upTo = committed(partition);
    for (const { offset, id } of messages) if (offset < upTo) ids.add(id);
  }
  return ids;
}

function lagOf(content: TopicContent, committed: (partition: number) => number): number {
  let lag = 0;
  for (const [partition, end] of content.ends) lag += Math.max(0, end - committed(partition));
  return lag;
}

function rowOf(
  topic: Topic,
  group: string,
  content: TopicContent,
  recorded: OfTopics,
  committed: (p: number) => number,
) {
  // A door's messages are published by others: what stands in the topic is what was published, copies and all.
  const isDoor = topic.messages.length > 0;
  const owned = isDoor
    ? settledIds(content, () => Infinity)
    : (recorded.published.get(topic.name) ?? new Set<string>());
  const settled = settledIds(content, committed);
  const decided = recorded.decidedOn.get(group) ?? new Set<string>();
  return {
    topic: topic.name,
    group,
    published: owned.size,
    settled: settled.size,
    ignored: [...settled].filter((id) => !decided.has(id)).length,
    duplicates: isDoor ? 0 : checkTopic(owned, content).copies,
    lag: lagOf(content, committed),
  };
}

function judge(row: EventsSection, problems: string[]): void {
  const name = `${row.topic} as read by ${row.group}`;
  if (row.settled !== row.published) problems.push(`${name}: ${row.published} published, ${row.settled} settled`);
  if (row.lag !== 0) problems.push(`${name}: ${row.lag} messages behind`);
}

/** Event by event, whoever reads it: one that is lost and one that nobody recorded are as many as there should be. */
function judgeTopic({ name, messages }: Topic, content: TopicContent, recorded: OfTopics, problems: string[]): void {
  // What stands in a door's topic was published by others.
  if (messages.length > 0) return;
  const { lost, unknown, reordered } = checkTopic(recorded.published.get(name) ?? new Set(), content);
  const tell = (ids: readonly string[], what: string) => {
    if (ids.length > 0) problems.push(`${name}: ${ids.length} events ${what}: ${ids.slice(0, EXAMPLES).join(', ')}`);
  };
  tell(lost, 'were recorded and are not in the topic');
  tell(unknown, 'are in the topic and were not recorded');
  tell(reordered, 'stand behind later ones of their stream');
}

const EXAMPLES = 3;

/** Compares, for every topic and every service that reads it, what was recorded with what the group has settled. */
export async function eventsSections(
  scan: Pick<TopicScan, 'content' | 'committed'>,
  recorded: OfTopics,
  names: Names,
  problems: string[],
): Promise<EventsSection[]> {
  const wanted = topics();
  const contents = await scan.content(wanted.map(({ name }) => names.topic(name)));
  for (const topic of wanted) judgeTopic(topic, contents.get(names.topic(topic.name))!, recorded, problems);
  const groups = [...new Set(wanted.flatMap(({ readers }) => readers))].sort();
  const sections: EventsSection[] = [];
  for (const group of groups) {
    const read = wanted.filter(({ readers }) => readers.includes(group));
    const offsets = await scan.committed(
      names.group(group),
      read.map(({ name }) => names.topic(name)),
    );
    for (const topic of read) {
      const content = contents.get(names.topic(topic.name)) as TopicContent;
      const committed = (partition: number) => offsets.get(`${names.topic(topic.name)}/${partition}`) ?? 0;
      sections.push(rowOf(topic, group, content, recorded, committed));
    }
  }
  for (const row of sections) judge(row, problems);
  return sections.sort((a, b) => (`${a.topic} ${a.group}` < `${b.topic} ${b.group}` ? -1 : 1));
}
