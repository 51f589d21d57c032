import type { Numbered } from './numbered';
import type { Place } from './place';

interface Queue {
  readonly numbered: readonly Numbered[];
  at: number;
}

/** What was found of each writer and is not handed out yet. */
export class Queues {
  private readonly byWriter = new Map<number, Queue>();

  constructor(found: ReadonlyMap<number, readonly Numbered[]>) {
    this.add(found);
  }

  add(found: ReadonlyMap<number, readonly Numbered[]>): void {
    for (const [writer, numbered] of found) this.byWriter.set(writer, { numbered, at: 0 });
  }

  /** Everything that waits for nothing that the place has not reached; moves the place. */
  drain(place: Place): Numbered[] {
    const drained: Numbered[] = [];
    for (let before = -1; before < drained.length;) {
      before = drained.length;
      for (const queue of this.byWriter.values()) advance(queue, place, drained);
    }
    return drained;
  }

  /** Writers that others wait for and of whom nothing is here. */
  missing(place: Place): number[] {
    const awaited = [...this.byWriter.values()].flatMap(({ numbered, at }) => {
      const after = numbered[at]?.after;
      return after === undefined || place.has(after) ? [] : [after[0]];
    });
    return [...new Set(awaited)].filter((writer) => this.isEmpty(writer));
  }

  private isEmpty(writer: number): boolean {
    const queue = this.byWriter.get(writer);
    return queue === undefined || queue.at >= queue.numbered.length;
  }
}

function advance(queue: Queue, place: Place, drained: Numbered[]): void {
  for (let next = queue.numbered[queue.at]; next !== undefined; next = queue.numbered[queue.at]) {
    if (next.after !== undefined && !place.has(next.after)) return;
    drained.push(next);
    place.moved(next.mark);
    queue.at += 1;
  }
}
