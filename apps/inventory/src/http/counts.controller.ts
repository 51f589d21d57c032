import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CountAnswer, CountStock } from '@entrepot/contracts/inventory';
import { Commands, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { CountStream, type StockCount } from '../domain/count';
import { countStock } from '../domain/count-stock';
import { placeRef } from '../domain/place';
import { stockOf } from '../domain/stock';

import { clientOf } from './client-of';
import { DEADLINE_MS } from './deadline';

@Controller('v1/counts')
export class CountsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
  ) {}

  @Post()
  @Answers(CountAnswer, { status: 201 })
  async count(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: CountStock) {
    const told = { ...body, ...clientOf(cause) };
    const key = body.countId;
    const result = await this.commands.handle({
      on: CountStream,
      merchantId,
      key,
      cause,
      also: () => [placeRef(body.placeId), ...stockOf(body.placeId, [body])],
      decide: (count, given) => countStock(count, told, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, answer(key, result.state), { created: `/v1/counts/${encodeURIComponent(key)}` });
  }

  @Get(':countId')
  @Answers(CountAnswer)
  async show(@MerchantId() merchantId: string, @Param('countId') countId: string) {
    const { state, version } = await this.streams.read(CountStream, merchantId, countId);
    return respondWith(answer(countId, state), version);
  }
}

function answer(countId: string, count: StockCount): CountAnswer {
  if (count.status === 'none') throw new DomainError('count.not-found', { countId });
  return { countId, ...count.finding, delta: count.delta, bookedAt: count.bookedAt };
}
