import { Controller, Get } from '@nestjs/common';
import { OrderTotals } from '@entrepot/contracts/orders';
import { Answers, MerchantId, Summary } from '@entrepot/platform';
import { TotalsOfOrders } from '../views/order-totals';

@Controller('v1/order-totals')
export class OrderTotalsController {
  constructor(private readonly totals: TotalsOfOrders) {}

  /** Reads the whole list: for reports, not for every page view. */
  @Get()
  @Summary('Add all orders up')
  @Answers(OrderTotals)
  show(@MerchantId() merchantId: string): Promise<OrderTotals> {
    return this.totals.of(merchantId);
  }
}
