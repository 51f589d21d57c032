import { Controller, Get, Query } from '@nestjs/common';
import { Optional, Text } from '@entrepot/contracts';
import { IntakeRejection, IntakeRejectionPage } from '@entrepot/contracts/orders';
import { ViewTable } from '@entrepot/eventstore';
import { Answers, InjectView, mapPage, MerchantId, PageQuery, pageRequest, Summary } from '@entrepot/platform';

export class ListIntakeRejections extends PageQuery {
  @Optional() @Text(200) source?: string;
  @Optional() @Text(200) sourceOrderId?: string;
}

@Controller('v1/intake-rejections')
export class IntakeRejectionsController {
  constructor(@InjectView('intake-rejections') private readonly rejections: ViewTable<IntakeRejection>) {}

  /** Newest first. */
  @Get()
  @Summary('List messages that were not taken on')
  @Answers(IntakeRejectionPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListIntakeRejections) {
    const { source, sourceOrderId } = query;
    const wanted = { where: { source, sourceOrderId }, sort: { at: -1 as const }, ...pageRequest(query) };
    const page = await this.rejections.find(merchantId, wanted);
    return mapPage(page, ({ id: _id, merchantId: _merchant, version: _version, ...row }) => row);
  }
}
