import { topics } from '@entrepot/contracts';
import { readRecorded } from '../../replay/report/published';
import { TopicScan, type TopicContent } from '../../replay/report/topic-scan';
import type { Target } from '../../system-for-tool';

/** What our own topics hold, against what the databases say. */
export interface PublishedFigures {
  /** Events that the databases hold for topics. */
  readonly recorded: number;
  /** Of those, how many no topic holds. */
  readonly lost: number;
  /** Events in topics that no database knows. */
  readonly unknown: number;
  /** Copies beyond the first: readers drop them. */
  readonly copies: number;
  /** Events whose first copy stands behind a later event of the same stream. */
  readonly reordered: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 10;

/** Where an event stands in its stream: `<stream>/<version>#<index>`, the version in ten digits. */
function placeOf(id: string): { stream: string; at: string } {
  const cut = id.lastIndexOf('/');
  const [version = '', index = ''] = id.slice(cut + 1).split('#');
  return { stream: id.slice(0, cut), at: `${version}#${index.padStart(6, '0')}` };
}

/** Ids of one partition that come first after a later event of their stream; copies are left out. */
export function outOfOrder(ids: readonly string[]): string[] {
  const known = new Set<string>();
  const latest = new Map<string, string>();
  const late: string[] = [];
  for (const id of ids) {
    if (known.has(id)) continue;
    known.add(id);
    const { stream, at } = placeOf(id);
    if (at < (latest.get(stream) ?? '')) late.push(id);
    else latest.set(stream, at);
  }
  return late;
}

function compare(recorded: ReadonlySet<string>, { partitions }: TopicContent) {
  const all = [...partitions.values()].map((messages) => messages.map(({ id }) => id));
  const ids = new Set(all.flat());
  return {
    recorded: recorded.size,
    lost: [...recorded].filter((id) => !ids.has(id)),
    unknown: [...ids].filter((id) => !recorded.has(id)),
    copies: all.flat().length - ids.size,
    reordered: all.flatMap(outOfOrder),
  };
}

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
      compare(recorded.published.get(name) ?? new Set(), contents.get(backends.topic(name)) as TopicContent),
    );
    const total = (pick: (one: (typeof found)[number]) => number) => found.reduce((sum, one) => sum + pick(one), 0);
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
