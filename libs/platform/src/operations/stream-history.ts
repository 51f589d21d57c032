import { Inject, Injectable } from '@nestjs/common';
import { Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import type { HistoryPageShown } from './operations.answers';

/** Which stream of whom, and which part of it. */
export interface HistoryWanted {
  readonly merchantId: string;
  readonly kind: string;
  readonly key: string;
  readonly after: number;
  /** Versions. */
  readonly limit: number;
}

/** What a stream has recorded, as it is recorded. */
@Injectable()
export class StreamHistory {
  constructor(
    private readonly streams: Streams,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
  ) {}

  /** Throws `operations.not-found` for a kind that this service does not have. */
  async page({ merchantId, kind, key, after, limit }: HistoryWanted): Promise<HistoryPageShown> {
    const stream = this.definition.streams.find((known) => known.kind === kind);
    if (stream === undefined) throw new DomainError('operations.not-found', { what: 'kind of stream', id: kind });
    const events = await this.streams.history(stream, merchantId, key, { after, limit: limit + 1 });
    const items = events
      .filter(({ version }) => version <= after + limit)
      .map(({ id, version, index, at, cause, event }) => ({ id, version, index, at, cause, event }));
    return items.length < events.length ? { items, next: String(after + limit) } : { items };
  }
}
