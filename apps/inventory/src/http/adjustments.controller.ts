import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { FreeKey, OneOf, OpaqueId, Optional, Sku, Timestamp } from '@entrepot/contracts';
import {
  ADJUSTMENT_CAUSES,
  AdjustmentAnswer,
  AdjustmentAnswerPage,
  AdjustStock,
  type AdjustmentCause,
} from '@entrepot/contracts/inventory';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import {
  Answers,
  between,
  InjectView,
  mapPage,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { adjustStock } from '../domain/adjust-stock';
import { AdjustmentStream, type Adjustment } from '../domain/adjustment';
import { placeRef } from '../domain/place';
import { stockOf } from '../domain/stock';

import type { AdjustmentRow } from '../views/adjustments.view';
import { clientOf } from './client-of';
import { DEADLINE_MS } from './deadline';

export class ListAdjustments extends PageQuery {
  @Optional() @OneOf(ADJUSTMENT_CAUSES) cause?: AdjustmentCause;
  @Optional() @FreeKey() user?: string;
  @Optional() @OpaqueId() placeId?: string;
  @Optional() @Sku() sku?: string;
  /** Booked at this moment or later. */
  @Optional() @Timestamp() since?: string;
  /** Booked before this moment. */
  @Optional() @Timestamp() until?: string;
}

@Controller('v1/adjustments')
export class AdjustmentsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    @InjectView('adjustments') private readonly adjustments: ViewTable<AdjustmentRow>,
  ) {}

  @Post()
  @Answers(AdjustmentAnswer, { status: 201 })
  async adjust(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: AdjustStock) {
    const told = { ...body, ...clientOf(cause) };
    const key = body.adjustmentId;
    const result = await this.commands.handle({
      on: AdjustmentStream,
      merchantId,
      key,
      cause,
      also: () => [placeRef(body.placeId), ...stockOf(body.placeId, [body])],
      decide: (adjustment, given) => adjustStock(adjustment, told, given, undefined),
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

  /** Newest first. */
  @Get()
  @Answers(AdjustmentAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListAdjustments) {
    const { cause, user, placeId, sku, since, until } = query;
    const where = { cause, user, placeId, sku, bookedAt: between(since, until) };
    const page = await this.adjustments.find(merchantId, { where, sort: { bookedAt: -1 }, ...pageRequest(query) });
    return mapPage(page, ({ id, merchantId: _merchant, version: _version, ...row }) => ({ adjustmentId: id, ...row }));
  }
}

function answer(adjustmentId: string, adjustment: Adjustment): AdjustmentAnswer {
  if (adjustment.status === 'none') throw new DomainError('adjustment.not-found', { adjustmentId });
  return { adjustmentId, ...adjustment.correction, bookedAt: adjustment.bookedAt };
}
