import type { Incoming } from '../message/incoming';
import { backoff } from '../runtime/clock';
import { failuresOf, type Failure } from '../runtime/failure';
import type { Delivery } from '../runtime/partition-window';
import type { ServiceParts } from '../runtime/service-parts';
import type { Settlement } from '../runtime/watch';
import { asInput } from '../tracing/traced-input';
import type { DeadLettering } from './dead-lettering';
import type { Lane } from './lane';
import type { Parking } from './parking';

interface Queued {
  readonly incoming: Incoming;
  readonly delivery: Delivery;
}

const LONGEST_HOLD_MS = 5_000;

/** Where a lane puts what it cannot do now. */
export interface Shelves {
  readonly parking: Parking;
  readonly deadLetters: DeadLettering;
}

/**
 * A lane that keeps the order of each source: the next input of a source is not begun before the last one has a durable
 * result. It must be so: the highest cause of a source wins, so an input that is overtaken would be dropped as a
 * repeat. Different sources run side by side.
 */
export abstract class SequenceLane implements Lane {
  /** Sources with an input under way, and what waits behind it. */
  private readonly active = new Map<string, Queued[] | null>();
  private readonly classify: (error: unknown) => Failure;
  busy = 0;

  constructor(
    readonly name: string,
    protected readonly parts: ServiceParts,
    private readonly shelves: Shelves,
  ) {
    this.classify = failuresOf(parts.errors);
  }

  /** Resolves when the input has a durable result; rejects with what went wrong. */
  abstract attempt(incoming: Incoming): Promise<Settlement>;
  abstract redrive(incoming: Incoming): Promise<Settlement>;
  /** What keeps its order. */
  protected abstract sourceOf(incoming: Incoming): string;
  /** The class that handles it, for people. */
  abstract handlerOf(incoming: Incoming): string;

  receive(incoming: Incoming, delivery: Delivery): void {
    this.busy += 1;
    const queued = { incoming, delivery };
    const source = this.safeSource(incoming);
    if (this.shelves.parking.has(this.name, source)) return this.parkBehind(source, queued);
    const behind = this.active.get(source);
    if (behind === undefined) {
      this.active.set(source, null);
      this.begin(source, queued, 0);
    } else if (behind === null) this.active.set(source, [queued]);
    else behind.push(queued);
  }

  /** A message that does not say where it is from is its own source: it will be refused when it is attempted. */
  private safeSource(incoming: Incoming): string {
    try {
      return this.sourceOf(incoming);
    } catch {
      return `${incoming.topic}/${incoming.partition}/${incoming.offset}`;
    }
  }

  private begin(source: string, queued: Queued, holds: number): void {
    if (!queued.delivery.live) return this.drop(source);
    const { incoming } = queued;
    const input = { incoming, handler: () => this.handlerOf(incoming) };
    asInput(this.parts, input, (each) => this.attempt(each)).then(
      (how) => this.finish(source, queued, how),
      (error: unknown) => this.fail(source, queued, { failure: this.classify(error), holds }),
    );
  }

  private finish(source: string, { incoming, delivery }: Queued, how: Settlement): void {
    const { watch, clock } = this.parts;
    const handler = this.handlerOf(incoming);
    watch.settled?.(handler, how);
    if (incoming.isEvent) watch.took?.(handler, clock.now() - Date.parse(incoming.meta.at));
    this.settle(delivery);
    this.advance(source);
  }

  private advance(source: string): void {
    const behind = this.active.get(source);
    const next = behind?.shift();
    if (next === undefined) this.active.delete(source);
    else this.begin(source, next, 0);
  }

  private settle(delivery: Delivery): void {
    this.busy -= 1;
    delivery.settle();
  }

  /** The partition went to another process: whatever of this source waits here belongs to that one now. */
  private drop(source: string): void {
    const behind = this.active.get(source);
    const live = (behind ?? []).filter(({ delivery }) => delivery.live);
    this.busy -= 1 + (behind?.length ?? 0) - live.length;
    const next = live.shift();
    if (next === undefined) {
      this.active.delete(source);
      return;
    }
    this.active.set(source, live);
    this.begin(source, next, 0);
  }

  private fail(source: string, queued: Queued, what: { failure: Failure; holds: number }): void {
    const { failure, holds } = what;
    const { clock, limits } = this.parts;
    if (!queued.delivery.live) return this.drop(source);
    if (failure.kind === 'away') {
      clock.after(backoff(holds + 1, limits.firstRetryMs, LONGEST_HOLD_MS), () =>
        this.begin(source, queued, holds + 1),
      );
    } else if (failure.kind === 'dead') this.giveUp(source, queued, failure);
    else this.parkAll(source, queued, failure);
  }

  private giveUp(source: string, { incoming, delivery }: Queued, failure: Failure): void {
    const given = { handler: this.handlerOf(incoming), source, incoming, failure, attempts: 1 };
    this.shelves.deadLetters.add(given, () => {
      this.settle(delivery);
      this.advance(source);
    });
  }

  /** Parks an input and, in order, everything that waits behind it. */
  private parkAll(source: string, { incoming, delivery }: Queued, failure: Failure): void {
    const behind = this.active.get(source) ?? [];
    this.active.delete(source);
    this.parts.watch.settled?.(this.handlerOf(incoming), 'parked');
    this.shelves.parking.park(this.name, source, { incoming, failure }, () => this.settle(delivery));
    for (const queued of behind) this.parkBehind(source, queued);
  }

  private parkBehind(source: string, { incoming, delivery }: Queued): void {
    if (!delivery.live) {
      this.busy -= 1;
      return;
    }
    this.parts.watch.settled?.(this.handlerOf(incoming), 'parked');
    this.shelves.parking.park(this.name, source, { incoming }, () => this.settle(delivery));
  }
}
