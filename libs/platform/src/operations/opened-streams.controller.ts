import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Doc, Optional, WholeNumber } from '@entrepot/contracts';
import { PERSONAL_DATA_SCOPE } from '@entrepot/contracts/access';
import { streamId } from '@entrepot/eventstore';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { CalledBy, type HandOf } from './called-by';
import { Opening, OpenReason } from './opening';
import { HistoryPageShown } from './operations.answers';
import { StreamHistory } from './stream-history';

const EVENTS_A_PAGE = 50;

@Doc('Which part of a stream is to be read with its personal data, and why.')
export class OpenHistory extends OpenReason {
  @Optional() @WholeNumber(1, 200) limit?: number;
  @Optional() @WholeNumber(0, 1_000_000_000) after?: number;
}

/** The same with personal data in plain: for who may see it, with a reason, and written down before it is opened. */
@ApiTags('operations')
@NeedsScope(PERSONAL_DATA_SCOPE)
@Controller('v1/operations/streams')
export class OpenedStreamsController {
  constructor(
    private readonly histories: StreamHistory,
    private readonly opening: Opening,
  ) {}

  /** What was erased is left out; what no key opens stays sealed. */
  @Post(':kind/:key/open')
  @HttpCode(200)
  @Answers(HistoryPageShown)
  async open(
    @CalledBy() hand: HandOf,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Body() { reason, limit = EVENTS_A_PAGE, after = 0 }: OpenHistory,
  ): Promise<HistoryPageShown> {
    const { merchantId } = hand;
    const page = await this.histories.page({ merchantId, kind, key, after, limit });
    const open = async (item: HistoryPageShown['items'][number]) => ({
      ...item,
      event: await this.opening.event(item.event),
    });
    const items = await this.opening.of(hand, streamId(merchantId, kind, key), reason, () =>
      Promise.all(page.items.map(open)),
    );
    return { ...page, items };
  }
}
