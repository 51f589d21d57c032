import type { Actor } from './actor';

/** Something that will happen. */
export interface Planned {
  readonly at: number;
  readonly order: number;
  readonly actor: Actor;
  readonly run: () => void;
  cancelled: boolean;
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What happens when: by time, and at one time in the order in which it was planned. */
export class Schedule {
  private readonly heap: Planned[] = [];

  get next(): Planned | undefined {
    while (this.heap.length > 0 && (this.heap[0]!.cancelled || !this.heap[0]!.actor.alive)) this.take();
    return this.heap[0];
  }

  /** The time of the first thing that does more than look. */
  get nextNews(): number | undefined {
    let first = Infinity;
    for (const { at, actor, cancelled } of this.heap) {
      if (at < first && !actor.looks && actor.alive && !cancelled) first = at;
    }
    return first === Infinity ? undefined : first;
  }

  add(planned: Planned): void {
    const { heap } = this;
    let place = heap.length;
    heap.push(planned);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(planned, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = planned;
  }

  take(): Planned | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.sink(last);
    return first;
  }

  private sink(moved: Planned): void {
    const { heap } = this;
    let place = 0;
    for (let child = 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, moved)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = moved;
  }
}
