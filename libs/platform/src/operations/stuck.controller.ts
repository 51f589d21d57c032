import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { StuckWork } from './stuck-work';
import { ListStuck, StuckPage } from './stuck.answers';

/** Everything that does not move on, with the way to have it tried again. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/stuck')
export class StuckController {
  constructor(private readonly stuck: StuckWork) {}

  /** The longest standing first. Streams are found by views, which may be a moment behind. */
  @Get()
  @Answers(StuckPage)
  list(@MerchantId() merchantId: string, @Query() query: ListStuck) {
    return this.stuck.list(merchantId, query);
  }
}
