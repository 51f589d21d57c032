import type { CommitRecord } from '@entrepot/eventstore';
import type { Incoming } from '../message/incoming';
import { Outgoing } from '../relay/outgoing';
import { pause } from '../runtime/clock';
import type { ServiceParts } from '../runtime/service-parts';
import { EventRows } from './event-rows';
import { StreamRows } from './stream-rows';
import { TopicEar } from './topic-ear';
import type { RebuildLease } from './rebuild-lease';
import type { RowMaker, Rows, Table, ViewSource } from './view-source';

const PAGE = 1_000;

/** How far a rebuild has come: records and messages that were looked at, of about `total`. */
export interface RebuildProgress {
  readonly done: number;
  readonly total: number;
  /** Streams and events that cannot be shown and are left out. */
  readonly skipped: number;
}

/** It was told to stop: who takes it up begins anew. */
export class RebuildInterrupted extends Error {}

/**
 * Makes one view anew beside the live one, from the service's records and from the topics of others, and puts it in its
 * place. The places in feed and topics are noted before the scan begins; after the switch both are read once more to where
 * they end by then, so that what others wrote to the old table until the last moment is in the new one too. Only rows are
 * made: nothing here decides, calls out or sets a timer.
 */
export class ViewRebuild {
  private readonly maker: RowMaker;
  private table!: Table;
  private last: Promise<void> = Promise.resolve();
  private done = 0;
  private total = 0;
  private skipped = 0;

  constructor(
    private readonly source: ViewSource,
    private readonly parts: ServiceParts,
    private readonly lease: Pick<RebuildLease, 'signal' | 'isHeld'>,
  ) {
    const skipped = (what: string, error: unknown) => this.skip(what, error);
    this.maker =
      source.follows === 'streams'
        ? new StreamRows(source, parts.backbone.streams, skipped)
        : new EventRows(source, new Outgoing(parts.name, parts.contracts), skipped);
  }

  get progress(): RebuildProgress {
    const { done, total, skipped } = this;
    return { done, total: Math.max(done, total), skipped };
  }

  /** Rejects with `RebuildInterrupted` when it is told to stop before its end. */
  async run(): Promise<void> {
    const { store, view } = this.parts.backbone;
    const live: Table = view<object>(this.source.view);
    this.goOn();
    this.table = await live.beside();
    this.total = await store.size();
    const from = await store.here();
    const ear = await this.listen();
    try {
      await this.scan();
      await this.follow(from, live, ear);
    } finally {
      await ear?.close();
    }
  }

  /** Opens the topics of other services that the view is made from. */
  private async listen(): Promise<TopicEar | undefined> {
    const { source, parts } = this;
    if (source.follows === 'streams') return undefined;
    const foreign = source.events.filter((type) => parts.contracts.event(type)?.owner !== parts.name);
    const topics = [...new Set(foreign.flatMap((type) => parts.contracts.event(type)?.topic ?? []))];
    if (topics.length === 0) return undefined;
    const write = (heard: readonly Incoming[]) => this.put(this.maker.heard(heard), heard.length);
    return TopicEar.open(parts, { topics, events: new Set(foreign), write });
  }

  private async scan(): Promise<void> {
    for (let after: string | undefined, isLast = false; !isLast;) {
      this.goOn();
      const began = this.parts.clock.elapsed();
      const records = await this.parts.backbone.store.scan(after, PAGE);
      isLast = records.length < PAGE;
      after = records.at(-1)?._id;
      await this.put(this.maker.scanned(records, isLast), records.length);
      // Half of the time is left to those who serve.
      if (!isLast) await pause(this.parts.clock, this.parts.clock.elapsed() - began);
    }
  }

  private async follow(from: string, live: Table, ear: TopicEar | undefined): Promise<void> {
    const { signal } = this.lease;
    let isLive = false;
    for await (const { entries } of this.parts.backbone.store.feed(from, { signal, waitMs: 0 })) {
      if (entries.length > 0) {
        await this.catchUp(entries.map(({ record }) => record));
        continue;
      }
      await ear?.caughtUp(signal);
      this.goOn();
      if (isLive) return;
      await this.alone(() => this.replace(live));
      isLive = true;
    }
    this.goOn();
  }

  private async catchUp(records: readonly CommitRecord[]): Promise<void> {
    await this.put(await this.maker.followed(records), records.length);
  }

  private async replace(live: Table): Promise<void> {
    await live.replaceWith(this.table);
    this.table = live;
  }

  private put(rows: Rows, lookedAt: number): Promise<void> {
    return this.alone(async () => {
      await rows.writeTo(this.table);
      this.done += lookedAt;
    });
  }

  /** One write at a time: none may go to a table that is being put in place, or that another process has begun. */
  private alone(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(() => {
      this.goOn();
      return work();
    });
    this.last = done.catch(() => undefined);
    return done;
  }

  private goOn(): void {
    if (!this.lease.isHeld) throw new RebuildInterrupted('the rebuild was interrupted');
  }

  private skip(what: string, error: unknown): void {
    this.skipped += 1;
    this.parts.watch.alarm?.('handler-failed', { handler: this.source.name, source: what, error: String(error) });
  }
}
