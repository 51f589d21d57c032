/** Where something stands in a story: what has happened in a stream is in order, and an effect comes after its cause. */
export interface Placed {
  readonly id: string;
  readonly at: string;
  readonly stream: string;
  readonly version: number;
  readonly index: number;
  readonly cause?: string;
}

/**
 * Puts a story in order: by time, but never an event before those of its stream that are older, nor before the event that
 * it was decided on. Clocks of different machines may differ; causes do not.
 */
export function inOrder<E extends Placed>(entries: readonly E[]): E[] {
  const sorted = [...entries].sort(byTime);
  const byId = new Map(sorted.map((entry) => [entry.id, entry]));
  const before = predecessors(sorted);
  const placed = new Set<E>();
  const place = (entry: E | undefined): void => {
    if (entry === undefined || placed.has(entry)) return;
    place(before.get(entry.id));
    place(byId.get(causeId(entry)));
    placed.add(entry);
  };
  sorted.forEach(place);
  return [...placed];
}

/** An intent's outcome names the intent as `intent:<event id>`. */
function causeId({ cause = '' }: Placed): string {
  return cause.startsWith('intent:') ? cause.slice('intent:'.length) : cause;
}

/** The entry before each in its own stream. */
function predecessors<E extends Placed>(sorted: readonly E[]): Map<string, E> {
  const streams = new Map<string, E[]>();
  for (const entry of sorted) {
    const entries = streams.get(entry.stream);
    if (entries === undefined) streams.set(entry.stream, [entry]);
    else entries.push(entry);
  }
  const before = new Map<string, E>();
  for (const entries of streams.values()) {
    entries.sort(byPlace);
    entries.slice(1).forEach((entry, index) => before.set(entry.id, entries[index]!));
  }
  return before;
}

function byTime(a: Placed, b: Placed): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.stream === b.stream ? byPlace(a, b) : a.stream < b.stream ? -1 : 1;
}

function byPlace(a: Placed, b: Placed): number {
  return a.version - b.version || a.index - b.index;
}
