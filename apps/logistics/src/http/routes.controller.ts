import { Controller, Get, Param, Query } from '@nestjs/common';
import { RouteAnswerPage } from '@entrepot/contracts/logistics';
import { Answers, MerchantId, PageQuery, pageRequest } from '@entrepot/platform';
import { RouteHistory } from '../views/route-history';

@Controller('v1/orders/:orderId/routes')
export class RoutesController {
  constructor(private readonly history: RouteHistory) {}

  /** Every answer of routing to this order, the newest attempt first, with its reasons. */
  @Get()
  @Answers(RouteAnswerPage)
  list(@MerchantId() merchantId: string, @Param('orderId') orderId: string, @Query() query: PageQuery) {
    return this.history.of(merchantId, orderId, pageRequest(query));
  }
}
