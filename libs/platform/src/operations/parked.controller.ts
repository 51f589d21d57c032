import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Doc, Duration, Optional, Text } from '@entrepot/contracts';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { ParkedInputs } from '@entrepot/eventstore';
import { NeedsScope } from '../access/scopes';
import { DatabaseTime } from '../backbone/database-time';
import { Answers } from '../http/answers';
import { DEFAULT_LIMIT, mapPage, PageQuery } from '../http/page';
import { CalledBy, narrowed, type HandOf } from './called-by';
import { ParkedOpened, ParkedPage, RedriveAnswer } from './operations.answers';
import { noInput } from './operations-errors';
import { ParkedDesk } from './parked-desk';
import { HeldMessages } from './held-messages';
import { queryOf } from './selected';
import {
  OptionalReason,
  RequiredReason,
  Selection,
  SelectionAnswer,
  SelectionWithReason,
  type ItemResult,
} from './selection.answers';
import { showParked } from './shown';

export class ListParked extends PageQuery {
  @Optional() @Text(250) handler?: string;
  @Optional() @Duration() olderThan?: string;
  @Optional() @Text(250, 0) @Doc('Only of this merchant; an empty text: that name none.') merchantId?: string;
}

/** Inputs that wait: to see why, to have them tried now, to let those behind them go on. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/parked')
export class ParkedController {
  constructor(
    private readonly parked: ParkedInputs,
    private readonly desk: ParkedDesk,
    private readonly messages: HeldMessages,
    private readonly time: DatabaseTime,
  ) {}

  /** The longest parked first. */
  @Get()
  @Answers(ParkedPage)
  async list(@CalledBy() hand: HandOf, @Query() { limit = DEFAULT_LIMIT, merchantId, ...query }: ListParked) {
    return mapPage(
      await this.parked.list(narrowed(hand, merchantId), queryOf({ ...query, limit }, this.time)),
      showParked,
    );
  }

  /** Makes several due now; the process that owns their partition tries them at its next look. */
  @Post('redrive')
  @HttpCode(202)
  @Answers(SelectionAnswer, { status: 202 })
  redriveSeveral(@CalledBy() hand: HandOf, @Body() selection: Selection): Promise<SelectionAnswer> {
    return this.desk.redriveSeveral(hand, selection);
  }

  /** Makes dead letters of several: those behind them go on, and they can be redriven one day. */
  @Post('give-up')
  @HttpCode(200)
  @Answers(SelectionAnswer)
  giveUpSeveral(@CalledBy() hand: HandOf, @Body() selection: SelectionWithReason): Promise<SelectionAnswer> {
    return this.desk.giveUpSeveral(hand, selection);
  }

  /** With its content; personal data in it is sealed or masked (`POST .../open` shows it in plain). */
  @Get(':id')
  @Answers(ParkedOpened)
  async show(@CalledBy() { of }: HandOf, @Param('id') id: string): Promise<ParkedOpened> {
    const input = await this.parked.show(of, id);
    if (input === undefined) throw noInput(id);
    return { ...showParked(input), message: this.messages.shown(input.message) };
  }

  /** Makes it due now; the process that owns its partition tries it at its next look. */
  @Post(':id/redrive')
  @HttpCode(202)
  @Answers(RedriveAnswer, { status: 202 })
  async redrive(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: OptionalReason) {
    return found(await this.desk.redrive(hand, id, reason));
  }

  /** Makes a dead letter of it: those behind it go on, and it can be redriven one day. */
  @Post(':id/give-up')
  @HttpCode(200)
  @Answers(RedriveAnswer)
  async giveUp(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: RequiredReason) {
    return found(await this.desk.letPast(hand, id, reason));
  }
}

/** The same of all merchants. */
@ApiTags('operations')
@NeedsScope(PLATFORM_SCOPE)
@Controller('v1/operations/platform/parked')
export class PlatformParkedController extends ParkedController {}

function found({ id, result }: ItemResult): RedriveAnswer {
  if (result === 'not-found') throw noInput(id);
  return { id, result };
}
