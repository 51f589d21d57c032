import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ReorderPointAnswer, SetReorderPoint } from '@entrepot/contracts/inventory';
import { Commands, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, IfMatch, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { placeRef, PlaceStream } from '../domain/place';
import { ReorderPointStream, type ReorderPoint } from '../domain/reorder-point';
import { setReorderPoint, type WantedReorderPoint } from '../domain/set-reorder-point';
import { stockKey, stockOf } from '../domain/stock';

import { clientOf } from './client-of';
import { DEADLINE_MS } from './deadline';

/** Which SKU at which place, told by whom. */
interface Told {
  readonly merchantId: string;
  readonly cause: HttpCause;
  readonly placeId: string;
  readonly sku: string;
  readonly ifVersion?: number;
}

@Controller('v1/places/:placeId/stock/:sku/reorder-point')
export class ReorderPointsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
  ) {}

  @Put()
  @Answers(ReorderPointAnswer)
  set(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('placeId') placeId: string,
    @Param('sku') sku: string,
    @Body() body: SetReorderPoint,
  ) {
    const told = { merchantId, cause, placeId, sku, ...(ifVersion === undefined ? {} : { ifVersion }) };
    return this.change(told, { ...body, ...clientOf(cause) });
  }

  @Delete()
  @Answers(ReorderPointAnswer)
  clear(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('placeId') placeId: string,
    @Param('sku') sku: string,
  ) {
    const told = { merchantId, cause, placeId, sku, ...(ifVersion === undefined ? {} : { ifVersion }) };
    return this.change(told, clientOf(cause));
  }

  @Get()
  @Answers(ReorderPointAnswer)
  async show(@MerchantId() merchantId: string, @Param('placeId') placeId: string, @Param('sku') sku: string) {
    const { state, version } = await this.streams.read(ReorderPointStream, merchantId, stockKey(sku, placeId));
    const place = await this.streams.read(PlaceStream, merchantId, placeId);
    if (place.version === 0) throw new DomainError('place.not-found', { placeId });
    return respondWith(answer(sku, placeId, state), version);
  }

  private async change({ placeId, sku, ...told }: Told, wanted: WantedReorderPoint) {
    const result = await this.commands.handle({
      ...told,
      on: ReorderPointStream,
      key: stockKey(sku, placeId),
      also: () => [placeRef(placeId), ...stockOf(placeId, [{ sku }])],
      decide: (known, given) => setReorderPoint(known, wanted, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, answer(sku, placeId, result.state));
  }
}

function answer(sku: string, placeId: string, known: ReorderPoint): ReorderPointAnswer {
  return { sku, placeId, ...known };
}
