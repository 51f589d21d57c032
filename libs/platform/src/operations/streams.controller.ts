import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Optional, WholeNumber } from '@entrepot/contracts';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { HistoryPageShown } from './operations.answers';
import { StreamHistory } from './stream-history';

const EVENTS_A_PAGE = 50;

export class ReadHistory {
  @Optional()
  @WholeNumber(1, 200)
  limit?: number;

  @Optional()
  @WholeNumber(0, 1_000_000_000)
  after?: number;
}

/** The recorded truth of one stream, as it is: for people who have to find out what happened. Personal data stays sealed. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/streams')
export class StreamsController {
  constructor(private readonly histories: StreamHistory) {}

  @Get(':kind/:key')
  @Answers(HistoryPageShown)
  history(
    @MerchantId() merchantId: string,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Query() { limit = EVENTS_A_PAGE, after = 0 }: ReadHistory,
  ) {
    return this.histories.page({ merchantId, kind, key, after, limit });
  }
}
