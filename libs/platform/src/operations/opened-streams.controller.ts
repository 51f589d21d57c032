import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Doc, findEventContract, Optional, Text, WholeNumber } from '@entrepot/contracts';
import { PERSONAL_DATA_SCOPE } from '@entrepot/contracts/access';
import { streamId } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import { Privacy, SealBroken } from '@entrepot/privacy';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { CalledBy, type HandOf } from './called-by';
import { HandWork } from './hand-work';
import { HistoryPageShown } from './operations.answers';
import { StreamHistory } from './stream-history';

const EVENTS_A_PAGE = 50;

@Doc('Which part of a stream is to be read with its personal data, and why.')
export class OpenHistory {
  @Text(500) @Doc('Why; kept in the audit trail.') reason!: string;
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
    private readonly work: HandWork,
    private readonly privacy: Privacy,
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
    const id = streamId(merchantId, kind, key);
    await this.work.one(hand, { action: 'open', what: 'personal-data', reason }, id, async () => {
      page.items = await Promise.all(
        page.items.map(async (item) => ({ ...item, event: await this.opened(item.event) })),
      );
      return { id, result: 'opened' };
    });
    return page;
  }

  private async opened(event: object): Promise<object> {
    const contract = findEventContract((event as AnyEvent).type);
    if (contract === undefined) return event;
    try {
      return (await this.privacy.open(contract.eventClass, event)).value;
    } catch (error) {
      if (error instanceof SealBroken) return event;
      throw error;
    }
  }
}
