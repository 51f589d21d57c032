import { Controller, Get, Query } from '@nestjs/common';
import { Doc, Duration, OneOf, Optional } from '@entrepot/contracts';
import { ORDER_STATES, StuckOrderPage, type OrderState, type StuckOrder } from '@entrepot/contracts/orders';
import { Answers, mapPage, MerchantId, PageQuery, StuckWork, type StuckShown } from '@entrepot/platform';

/** Which orders that stand still to list. */
export class ListStuckOrders extends PageQuery {
  @Optional() @OneOf(ORDER_STATES) status?: OrderState;
  @Optional()
  @Duration()
  @Doc('In their state for longer than this, instead of longer than expected.')
  olderThan?: string;
}

@Controller('v1/orders/stuck')
export class StuckOrdersController {
  constructor(private readonly stuck: StuckWork) {}

  /** Orders that stand in a state for longer than expected, the longest first; who has to act is said of each. */
  @Get()
  @Answers(StuckOrderPage)
  async list(@MerchantId() merchantId: string, @Query() { status, ...query }: ListStuckOrders) {
    const wanted = { ...query, kind: 'stream' as const, ...(status !== undefined && { state: status }) };
    return mapPage(await this.stuck.list(merchantId, wanted), stuckOrder);
  }
}

function stuckOrder({ id: orderId, state, since, ageSeconds, waitsFor = 'operator' }: StuckShown): StuckOrder {
  return { orderId, state: state as OrderState, stateSince: since, ageSeconds, waitsFor };
}
