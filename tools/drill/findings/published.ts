import { topics } from '@entrepot/contracts';
import { readRecorded } from '../../replay/report/published';
import { checkTopic, type TopicCheck } from '../../replay/report/topic-check';
import { TopicScan, type TopicContent } from '../../replay/report/topic-scan';
import type { Target } from '../../system-for-tool';

/** What our own topics hold, against what the databases say; numbers of events, as in `TopicCheck`. */
export interface PublishedFigures extends Readonly<Record<keyof TopicCheck, number>> {
  readonly examples: readonly string[];
}

const EXAMPLES = 10;

/** Reads every topic that our services own from its beginning. */
export async function countPublished({ backends }: Target): Promise<PublishedFigures> {
  const recorded = await readRecorded(backends.mongoUri, backends.database);
  const scan = new TopicScan(backends.brokers, backends.isForeign);
  await scan.start();
  try {
    // A door's messages are published by others.
    const own = topics().filter(({ messages }) => messages.length === 0);
    const contents = await scan.content(own.map(({ name }) => backends.topic(name)));
    const found = own.map(({ name }) =>
      checkTopic(recorded.published.get(name) ?? new Set(), contents.get(backends.topic(name)) as TopicContent),
    );
    const total = (pick: (one: TopicCheck) => number) => found.reduce((sum, one) => sum + pick(one), 0);
    return {
      recorded: total((one) => one.recorded),
      lost: total((one) => one.lost.length),
      unknown: total((one) => one.unknown.length),
      copies: total((one) => one.copies),
      reordered: total((one) => one.reordered.length),
      examples: found.flatMap((one) => [...one.lost, ...one.unknown, ...one.reordered]).slice(0, EXAMPLES),
    };
  } finally {
    await scan.stop();
  }
}
