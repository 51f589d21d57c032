import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { BulkAnswer, BulkOrders } from '@entrepot/contracts/orders';
import {
  accepted,
  Answers,
  Idempotent,
  MerchantId,
  RequestCause,
  Summary,
  type Answer,
  type HttpCause,
} from '@entrepot/platform';
import { checkBulk } from '../domain/start-bulk';
import { BulkDesk } from './bulk-desk';
import { DryRun } from './dry-run';

@Controller('v1')
export class BulkController {
  constructor(private readonly desk: BulkDesk) {}

  /** What is refused for one order stops none of the others. 202 while some have not answered: look again at its `Location`. */
  @Post('orders/bulk')
  @HttpCode(200)
  @Idempotent()
  @Summary('Cancel, hold, release or note about many orders')
  @Answers(BulkAnswer)
  @Answers(BulkAnswer, { status: 202, description: 'Some orders have not answered yet' })
  async start(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Query() { dryRun }: DryRun,
    @Body() body: BulkOrders,
  ): Promise<BulkAnswer | Answer<BulkAnswer>> {
    checkBulk(body);
    if (dryRun === true) return this.desk.preview(merchantId, cause, body);
    const answer = await this.desk.run(merchantId, cause, body);
    return answer.finished === answer.total ? answer : accepted(answer, `/v1/orders/bulk/${answer.bulkId}/results`);
  }

  @Get('orders/bulk/:bulkId/results')
  @Summary('Show how far an action on many orders is')
  @Answers(BulkAnswer)
  show(@MerchantId() merchantId: string, @Param('bulkId') bulkId: string): Promise<BulkAnswer> {
    return this.desk.progress(merchantId, bulkId);
  }
}
