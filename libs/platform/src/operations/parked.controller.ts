import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Duration, Optional, Text } from '@entrepot/contracts';
import { ParkedInputs } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { DEFAULT_LIMIT, mapPage, PageQuery } from '../http/page';
import { CalledBy, type HandOf } from './called-by';
import { ParkedOpened, ParkedPage, RedriveAnswer } from './operations.answers';
import { ParkedDesk } from './parked-desk';
import { queryOf } from './selected';
import { OptionalReason, Selection, SelectionAnswer, SelectionWithReason } from './selection.answers';
import { openMessage, showParked } from './shown';

export class ListParked extends PageQuery {
  @Optional() @Text(250) handler?: string;
  @Optional() @Duration() olderThan?: string;
}

/** Inputs that wait: to see why, to have them tried now, to let those behind them go on. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/parked')
export class ParkedController {
  constructor(
    private readonly parked: ParkedInputs,
    private readonly desk: ParkedDesk,
  ) {}

  /** The longest parked first. */
  @Get()
  @Answers(ParkedPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListParked) {
    const wanted = queryOf({ ...query, limit: query.limit ?? DEFAULT_LIMIT });
    return mapPage(await this.parked.list(merchantId, wanted), showParked);
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

  @Get(':id')
  @Answers(ParkedOpened)
  async show(@MerchantId() merchantId: string, @Param('id') id: string): Promise<ParkedOpened> {
    const input = await this.parked.show(merchantId, id);
    if (input === undefined) throw new DomainError('operations.not-found', { what: 'parked input', id });
    return { ...showParked(input), message: openMessage(input.message) };
  }

  /** Makes it due now; the process that owns its partition tries it at its next look. */
  @Post(':id/redrive')
  @HttpCode(202)
  @Answers(RedriveAnswer, { status: 202 })
  async redrive(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: OptionalReason) {
    const { result } = await this.desk.redrive(hand, id, reason);
    if (result === 'due') return { id, result };
    throw new DomainError('operations.not-found', { what: 'parked input', id });
  }
}
