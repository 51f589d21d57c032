import type { StreamType } from '@entrepot/kernel';
import type { Incoming } from '../message/incoming';
import { backoff } from '../runtime/clock';
import { isAway } from '../runtime/failure';
import type { Delivery } from '../runtime/partition-window';
import type { ServiceParts } from '../runtime/service-parts';
import type { StateReader, StreamState } from '../runtime/state-reader';
import type { Settlement } from '../runtime/watch';
import type { DeadLettering } from './dead-lettering';
import type { Lane } from './lane';
import { MovingStreams, type Touched } from './moving-streams';

export interface StreamLaneTools {
  readonly states: StateReader;
  readonly deadLetters: DeadLettering;
}

/**
 * A lane that follows the streams of one kind: for what it does only the newest state of a stream counts, so all events
 * of a stream that came in since the last flush are one piece of work.
 */
export abstract class StreamLane implements Lane {
  private readonly moving = new MovingStreams();
  private flushing = false;
  busy = 0;
  shownAt = '';

  constructor(
    readonly name: string,
    private readonly on: StreamType<unknown>,
    protected readonly parts: ServiceParts,
    private readonly tools: StreamLaneTools,
  ) {}

  /** Does the work for one stream; `done` once it is durable. What it throws is the fault of this stream alone. */
  protected abstract follow(touched: Touched, found: StreamState, done: () => void): void;

  receive(incoming: Incoming, delivery: Delivery): void {
    this.busy += 1;
    this.moving.add(incoming, delivery);
    this.schedule(this.parts.limits.flushMs);
  }

  async redrive(incoming: Incoming): Promise<Settlement> {
    const { meta } = incoming;
    const found = await this.tools.states.stateAfter(this.on, meta);
    await new Promise<void>((resolve, failed) => {
      this.follow({ meta, incoming, born: false, deliveries: [], failed }, found, resolve);
    });
    return 'done';
  }

  private schedule(ms: number): void {
    if (this.flushing) return;
    this.flushing = true;
    this.parts.clock.after(ms, () => void this.flush());
  }

  private async flush(): Promise<void> {
    await Promise.all(this.moving.take().map((touched) => this.followOne(touched, 1)));
    this.flushing = false;
    if (this.moving.size > 0) this.schedule(this.parts.limits.flushMs);
  }

  /** Resolves once the state was read and handed over, not once it is durable. */
  private async followOne(touched: Touched, attempt: number): Promise<void> {
    try {
      const { states } = this.tools;
      const found = states.known(this.on, touched.meta) ?? (await states.stateAfter(this.on, touched.meta));
      this.follow(touched, found, () => this.settle(touched));
    } catch (error) {
      if (isAway(error)) {
        this.parts.clock.after(backoff(attempt, 100, 5_000), () => void this.followOne(touched, attempt + 1));
      } else this.giveUp(touched, error);
    }
  }

  /** Nothing is wrong with other streams: this one's event becomes a dead letter, its next event tries anew. */
  protected giveUp(touched: Touched, error: unknown): void {
    const { incoming, meta } = touched;
    if (touched.failed !== undefined) return touched.failed(error);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const failure = { kind: 'dead', code: 'handler.failed', reason: reason.slice(0, 500) } as const;
    const given = { handler: this.name, source: meta.stream, incoming, failure, attempts: 1 };
    this.tools.deadLetters.add(given, () => this.settle(touched));
  }

  private settle({ deliveries, meta }: Touched): void {
    if (meta.at > this.shownAt) this.shownAt = meta.at;
    this.busy -= deliveries.length;
    for (const delivery of deliveries) delivery.settle();
    if (deliveries.length > 0) this.parts.watch.settled?.(this.name, 'done');
  }
}
