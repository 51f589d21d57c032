import type { TopicContent } from './topic-scan';

/** What a topic of ours holds, against what the database of its owner says. */
export interface TopicCheck {
  /** Events that the database holds for the topic. */
  readonly recorded: number;
  /** Of those, which the topic does not hold. */
  readonly lost: readonly string[];
  /** Events in the topic that the database does not know. */
  readonly unknown: readonly string[];
  /** Copies beyond the first: readers drop them. */
  readonly copies: number;
  /** Events whose first copy stands behind a later event of the same stream. */
  readonly reordered: readonly string[];
}

/** Compares event by event: as many as there should be are not yet the right ones. */
export function checkTopic(recorded: ReadonlySet<string>, { partitions }: TopicContent): TopicCheck {
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
