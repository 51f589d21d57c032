import { Controller, Get } from '@nestjs/common';
import { StockDrift, StockTotals } from '@entrepot/contracts/inventory';
import { Answers, MerchantId } from '@entrepot/platform';
import { StockAudit } from '../views/stock-audit';
import { TotalsOfStock } from '../views/stock-totals';

@Controller('v1')
export class StockAuditController {
  constructor(
    private readonly audit: StockAudit,
    private readonly sums: TotalsOfStock,
  ) {}

  @Get('stock-drift')
  @Answers(StockDrift)
  async drift(@MerchantId() merchantId: string) {
    return (await this.audit.run(merchantId)).drift;
  }

  @Get('stock-totals')
  @Answers(StockTotals)
  totals(@MerchantId() merchantId: string) {
    return this.sums.of(merchantId);
  }
}
