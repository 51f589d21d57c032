import { DomainError, type StreamType } from '@entrepot/kernel';
import { Streams, type HistoryPage, type ReadOptions } from '../commands';
import type { RecordedEvent } from '../records';
import type { Store } from '../store';
import { recordedEvents, streamId } from '../stream-id';
import { unborn, type Folded } from './fold';
import type { FoldCache } from './fold-cache';
import type { Loaded, StreamLoader } from './stream-loader';

const MOST_AT_ONCE = 500;

interface Reading {
  readonly id: string;
  readonly type: StreamType<unknown>;
  readonly resolve: (folded: Folded) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads streams from the cache and whatever the database has beyond it. Readings of one turn share one query. */
export class StreamReader extends Streams {
  private readings: Reading[] = [];

  constructor(
    private readonly store: Store,
    private readonly cache: FoldCache,
    private readonly loader: StreamLoader,
  ) {
    super();
  }

  known<S>(
    on: StreamType<S>,
    merchantId: string,
    key: string,
    atLeast: number,
  ): { state: S; version: number } | undefined {
    const cached = this.cache.get(streamId(merchantId, on.kind, key));
    return cached !== undefined && cached.version >= atLeast ? (cached as Folded<S>) : undefined;
  }

  async read<S>(
    on: StreamType<S>,
    merchantId: string,
    key: string,
    options?: ReadOptions,
  ): Promise<{ state: S; version: number }> {
    const { atLeast } = options ?? {};
    const known = atLeast === undefined ? undefined : this.known(on, merchantId, key, atLeast);
    if (known !== undefined) return { state: known.state, version: known.version };
    const id = streamId(merchantId, on.kind, key);
    const { state, version } = await new Promise<Folded>((resolve, reject) => {
      this.readings.push({ id, type: on as StreamType<unknown>, resolve, reject });
      if (this.readings.length === 1) setImmediate(() => this.flush());
    });
    return { state: state as S, version };
  }

  async history<S>(on: StreamType<S>, merchantId: string, key: string, page?: HistoryPage): Promise<RecordedEvent[]> {
    const stream = streamId(merchantId, on.kind, key);
    const wanted = { stream, after: page?.after ?? 0, limit: page?.limit ?? 1_000 };
    const [records = []] = await this.store.load([wanted]).catch(unavailable);
    return records.flatMap(recordedEvents);
  }

  private flush(): void {
    const { readings } = this;
    this.readings = [];
    for (let from = 0; from < readings.length; from += MOST_AT_ONCE) {
      void this.answer(readings.slice(from, from + MOST_AT_ONCE));
    }
  }

  private async answer(readings: readonly Reading[]): Promise<void> {
    const known: Reading[] = [];
    const unknown: Reading[] = [];
    for (const reading of readings) (this.cache.get(reading.id) === undefined ? unknown : known).push(reading);
    await Promise.all([
      this.settle(unknown, (sought) => this.loader.load(sought)),
      this.settle(known, (sought) =>
        this.loader.catchUp(sought.map((stream) => ({ stream, from: this.foldOf(stream) }))),
      ),
    ]);
  }

  private async settle(readings: Reading[], load: (sought: readonly Reading[]) => Promise<Loaded[]>): Promise<void> {
    if (readings.length === 0) return;
    try {
      const loaded = await load(readings).catch(unavailable);
      readings.forEach((reading, index) => this.give(reading, loaded[index]));
    } catch (error) {
      for (const reading of readings) reading.reject(error);
    }
  }

  private give(reading: Reading, loaded: Loaded | undefined): void {
    const { folded, fault } = loaded ?? { folded: unborn(reading.type) };
    if (fault !== undefined) return reading.reject(fault);
    this.cache.put(reading.id, folded);
    reading.resolve(folded);
  }

  private foldOf({ id, type }: Reading): Folded {
    return this.cache.get(id) ?? unborn(type);
  }
}

function unavailable(cause: unknown): never {
  const error = new DomainError('store.unavailable');
  error.cause = cause;
  throw error;
}
