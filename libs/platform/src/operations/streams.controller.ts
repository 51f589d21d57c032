import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Optional, WholeNumber } from '@entrepot/contracts';
import { Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { HistoryPageShown } from './operations.answers';

export class ReadHistory {
  @Optional()
  @WholeNumber(1, 200)
  limit?: number;

  @Optional()
  @WholeNumber(0, 1_000_000_000)
  after?: number;
}

/** The recorded truth of one stream, as it is: for people who have to find out what happened. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/streams')
export class StreamsController {
  constructor(
    private readonly streams: Streams,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
  ) {}

  @Get(':kind/:key')
  @Answers(HistoryPageShown)
  async history(
    @MerchantId() merchantId: string,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Query() { limit = 50, after = 0 }: ReadHistory,
  ) {
    const stream = this.definition.streams.find((known) => known.kind === kind);
    if (stream === undefined) throw new DomainError('operations.not-found', { what: 'kind of stream', id: kind });
    const events = await this.streams.history(stream, merchantId, key, { after, limit: limit + 1 });
    const items = events
      .filter(({ version }) => version <= after + limit)
      .map(({ id, version, index, at, cause, event }) => ({ id, version, index, at, cause, event }));
    return items.length < events.length ? { items, next: String(after + limit) } : { items };
  }
}
