import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Commands, Streams, ViewTable, type Cause, type Viewed } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  IfMatch,
  InjectView,
  mapPage,
  MerchantId,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '../../src/index';
import { askDoubling, CounterStream, openCounter, raiseCounter, TallyStream, type Counter } from './counter';
import { CounterAnswer, ListCounters, OpenCounter, RaiseCounter } from './counter.contracts';
import type { CounterRow, TrailRow } from './counters.handlers';

@Controller('v1/counters')
export class CountersController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    @InjectView('counters') private readonly counters: ViewTable<CounterRow>,
  ) {}

  @Post()
  @Idempotent()
  @Answers(CounterAnswer, { status: 201 })
  async open(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: OpenCounter) {
    const key = deriveId('cnt', merchantId, cause.source, cause.key);
    const result = await this.commands.handle({
      on: CounterStream,
      merchantId,
      key,
      cause,
      decide: (counter, given) => openCounter(counter, body, given),
      deadlineMs: 5_000,
    });
    return respondTo(result, answer(key, result.state), { created: `/v1/counters/${key}` });
  }

  @Post(':id/raise')
  @HttpCode(200)
  @Idempotent()
  @Answers(CounterAnswer)
  async raise(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('id') key: string,
    @Body() body: RaiseCounter,
    @IfMatch() ifVersion?: number,
  ) {
    const result = await this.commands.handle({
      ...{
        on: CounterStream,
        merchantId,
        key,
        cause,
        deadlineMs: 5_000,
        ...(ifVersion !== undefined && { ifVersion }),
      },
      decide: (counter, given) => raiseCounter(counter, body, given),
    });
    return respondTo(result, answer(key, result.state));
  }

  @Post(':id/double')
  async double(@MerchantId() merchantId: string, @RequestCause() cause: Cause, @Param('id') key: string) {
    const result = await this.commands.handle({
      ...{ on: CounterStream, merchantId, key, cause },
      decide: (counter, given) => askDoubling(counter, undefined, given),
    });
    return respondTo(result, answer(key, result.state), { status: 202 });
  }

  @Get()
  async list(@MerchantId() merchantId: string, @Query() query: ListCounters) {
    const where = { closed: query.closed };
    const page = await this.counters.find(merchantId, { where, sort: { total: -1 }, ...pageRequest(query) });
    return mapPage(page, ({ id, label, total, closed }: Viewed<CounterRow>) => ({
      counterId: id,
      label,
      total,
      closed,
    }));
  }

  @Get(':id')
  @Answers(CounterAnswer)
  async show(@MerchantId() merchantId: string, @Param('id') key: string) {
    const { state, version } = await this.streams.read(CounterStream, merchantId, key);
    if (version === 0) throw new DomainError('counter.not-found', { counterId: key });
    return respondWith(answer(key, state), version);
  }
}

@Controller('v1/tally')
export class TallyController {
  constructor(
    private readonly streams: Streams,
    @InjectView('trail') private readonly trail: ViewTable<TrailRow>,
  ) {}

  @Get()
  async show(@MerchantId() merchantId: string) {
    return (await this.streams.read(TallyStream, merchantId, 'all')).state;
  }

  @Get('trail')
  async list(@MerchantId() merchantId: string) {
    return this.trail.find(merchantId, { sort: { at: 1 }, limit: 200 });
  }
}

function answer(counterId: string, { label, total, status }: Counter): CounterAnswer {
  return { counterId, label, total, closed: status === 'closed' };
}
