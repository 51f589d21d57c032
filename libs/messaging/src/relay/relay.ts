import { randomUUID } from 'node:crypto';
import type { FeedBatch } from '@entrepot/eventstore';
import { backoff } from '../runtime/clock';
import type { ServiceParts } from '../runtime/service-parts';
import { PublishedSpans } from '../tracing/published-spans';
import { Nap } from './nap';
import { Outgoing } from './outgoing';
import { SavedPosition } from './saved-position';

const NAME = 'relay';
const RENEWED_AFTER = 0.3;
/** A lease is not trusted for its last part: clocks and pauses of the process. */
const TRUSTED = 0.8;
const LONGEST_PAUSE_MS = 5_000;
/** Without records the stored position moves on this often: writers that are gone are left out of it. */
const IDLE_MS = 5_000;

export interface RelayState {
  /** This process publishes; if not, another one does or will. */
  readonly leading: boolean;
  /** The last try failed; it is tried again after a pause. */
  readonly failing: boolean;
  /** Records that are being published right now. */
  readonly sending: number;
  /** Milliseconds since it last published something, or saw that there is nothing to publish. */
  readonly stillMs: number;
  /** What is published, as a position of the feed. */
  readonly position: string | undefined;
}

/**
 * Publishes what was committed, in the order of commits: one relay per service, by lease. The position is stored after
 * the messages are durable, never before; two relays at once, or a restart, only repeat. The next send does not begin
 * before every partition of the last one is verified.
 */
export class Relay {
  private readonly owner = randomUUID();
  private readonly nap: Nap;
  private readonly position: SavedPosition;
  private stopping = false;
  private ended: Promise<void> | undefined;
  private feed: AbortController | undefined;
  private leasedAt = 0;
  private movedAt = 0;
  /** What was recorded before then may have been published by another relay, or by this one. */
  private mayRepeatUntil = 0;
  private sending = 0;
  /** Failures in a row. */
  private failures = 0;

  constructor(private readonly parts: ServiceParts) {
    this.nap = new Nap(parts.clock);
    this.position = new SavedPosition(NAME, parts);
  }

  start(): void {
    this.ended ??= this.run();
  }

  /** Publishes what is committed by now, stores the position and gives the lease back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    this.feed?.abort();
    await this.ended;
  }

  get state(): RelayState {
    const { failures, sending } = this;
    const stillMs = this.parts.clock.elapsed() - this.movedAt;
    return {
      leading: this.feed !== undefined,
      failing: failures > 0,
      sending,
      stillMs,
      position: this.position.current,
    };
  }

  private get renewMs(): number {
    return this.parts.limits.relayLeaseMs * RENEWED_AFTER;
  }

  private get trustMs(): number {
    return this.parts.limits.relayLeaseMs * TRUSTED;
  }

  /** No other relay publishes yet. */
  private get isTrusted(): boolean {
    return this.parts.clock.elapsed() - this.leasedAt <= this.trustMs;
  }

  private async run(): Promise<void> {
    const { clock, watch } = this.parts;
    while (!this.stopping) {
      try {
        const leads = await this.lease();
        if (leads && !this.stopping) await this.lead();
        else await this.standBy();
      } catch (error) {
        this.failures += 1;
        watch.alarm?.('relay-failed', { error: String(error), failures: this.failures, at: clock.now() });
        await this.nap.sleep(backoff(this.failures, 200, LONGEST_PAUSE_MS));
      }
    }
    await this.finish().catch((error: unknown) => this.tell(error));
    await this.parts.backbone.leases.release(NAME, this.owner).catch(() => undefined);
  }

  private async standBy(): Promise<void> {
    this.failures = 0;
    await this.nap.sleep(this.renewMs);
  }

  /** What is committed by now is still published, unless another process does it: until the feed has nothing more. */
  private async finish(): Promise<void> {
    const { clock, limits, backbone } = this.parts;
    if (!(await this.lease())) return;
    this.mayRepeatUntil = clock.now();
    const end = new AbortController();
    const cancel = clock.after(Math.min(limits.drainMs, this.trustMs), () => end.abort());
    try {
      const outgoing = new Outgoing(this.parts.name, this.parts.contracts);
      const from = await this.position.load();
      for await (const batch of backbone.store.feed(from, { signal: end.signal, waitMs: 0 })) {
        if (batch.entries.length === 0) break;
        await this.publish(batch, outgoing);
      }
    } finally {
      cancel();
      end.abort();
      await this.position.save();
    }
  }

  private async lease(): Promise<boolean> {
    const asked = this.parts.clock.elapsed();
    const taken = await this.parts.backbone.leases.take(NAME, this.owner, this.parts.limits.relayLeaseMs);
    if (taken) this.leasedAt = asked;
    return taken;
  }

  private async lead(): Promise<void> {
    const feed = new AbortController();
    this.feed = feed;
    this.movedAt = this.parts.clock.elapsed();
    const stopRenewing = this.renew(feed);
    try {
      await this.follow(feed);
    } finally {
      stopRenewing();
      feed.abort();
      this.feed = undefined;
      this.sending = 0;
      await this.position.save();
    }
  }

  private renew(feed: AbortController): () => void {
    let cancel = () => undefined as void;
    const again = () => {
      cancel = this.parts.clock.after(this.renewMs, () => {
        this.lease().then(
          (taken) => (taken ? !feed.signal.aborted && again() : feed.abort()),
          () => !feed.signal.aborted && again(),
        );
      });
    };
    again();
    return () => cancel();
  }

  /** The next batch is read while the last one is sent. */
  private async follow(feed: AbortController): Promise<void> {
    const { store } = this.parts.backbone;
    // A fresh memory of what was before: another relay may have published since.
    this.mayRepeatUntil = this.parts.clock.now();
    const outgoing = new Outgoing(this.parts.name, this.parts.contracts);
    const options = { signal: feed.signal, trouble: (error: unknown) => this.tell(error) };
    const batches = store.feed(await this.position.load(), options)[Symbol.asyncIterator]();
    let next = batches.next();
    try {
      for (let read = await next; !read.done; read = await next) {
        next = batches.next();
        next.catch(() => undefined);
        if (!this.isTrusted && !(await this.lease())) return;
        await this.publish(read.value, outgoing);
      }
    } finally {
      feed.abort();
      await batches.return?.(undefined);
    }
  }

  private async publish({ entries, position }: FeedBatch, outgoing: Outgoing): Promise<void> {
    const { bus, clock, watch } = this.parts;
    const oldest = entries[0];
    if (oldest === undefined) return this.rest(position);
    this.sending = entries.length;
    const timestamp = clock.now();
    const spans = new PublishedSpans(this.parts.tracing);
    const { traceOf } = spans;
    const messages = entries.flatMap(({ record }) => {
      return outgoing.messagesOf(record, {
        mayRepeat: Date.parse(record.at) < this.mayRepeatUntil,
        timestamp,
        traceOf,
      });
    });
    if (messages.length > 0) await bus.publish(messages, () => this.isTrusted).finally(() => spans.end());
    this.failures = 0;
    watch.relayed?.(messages.length, clock.now() - Date.parse(oldest.record.at));
    this.sending = 0;
    this.moved(position);
  }

  /** Nothing is left to publish. */
  private rest(position: string): void {
    this.failures = 0;
    if (this.parts.clock.elapsed() - this.movedAt > IDLE_MS) this.moved(position);
    else this.position.rest();
  }

  private moved(position: string): void {
    this.movedAt = this.parts.clock.elapsed();
    this.position.moved(position);
  }

  private tell(error: unknown): void {
    const { failures, parts } = this;
    parts.watch.alarm?.('relay-failed', { error: String(error), failures, at: parts.clock.now() });
  }
}
