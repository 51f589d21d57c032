import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { AdjustmentAnswer, AdjustStock } from '@entrepot/contracts/inventory';
import { Commands, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { adjustStock } from '../domain/adjust-stock';
import { AdjustmentStream, type Adjustment } from '../domain/adjustment';
import { placeRef } from '../domain/place';
import { stockOf } from '../domain/stock';
import { DEADLINE_MS } from './deadline';

@Controller('v1/adjustments')
export class AdjustmentsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
  ) {}

  @Post()
  @Answers(AdjustmentAnswer, { status: 201 })
  async adjust(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: AdjustStock) {
    const key = body.adjustmentId;
    const result = await this.commands.handle({
      on: AdjustmentStream,
      merchantId,
      key,
      cause,
      also: () => [placeRef(body.placeId), ...stockOf(body.placeId, [body])],
      decide: (adjustment, given) => adjustStock(adjustment, body, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, answer(key, result.state), { created: `/v1/adjustments/${encodeURIComponent(key)}` });
  }

  @Get(':adjustmentId')
  @Answers(AdjustmentAnswer)
  async show(@MerchantId() merchantId: string, @Param('adjustmentId') adjustmentId: string) {
    const { state, version } = await this.streams.read(AdjustmentStream, merchantId, adjustmentId);
    return respondWith(answer(adjustmentId, state), version);
  }
}

function answer(adjustmentId: string, adjustment: Adjustment): AdjustmentAnswer {
  if (adjustment.status === 'none') throw new DomainError('adjustment.not-found', { adjustmentId });
  return { adjustmentId, ...adjustment.correction, bookedAt: adjustment.bookedAt };
}
