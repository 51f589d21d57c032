import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Duration, Optional, Text } from '@entrepot/contracts';
import { DeadLetters } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { DEFAULT_LIMIT, mapPage, PageQuery } from '../http/page';
import { CalledBy, type HandOf } from './called-by';
import { LetterDesk } from './letter-desk';
import { DeadLetterOpened, DeadLetterPage, RedriveAnswer } from './operations.answers';
import { queryOf } from './selected';
import { OptionalReason, RequiredReason, Selection, SelectionAnswer, SelectionWithReason } from './selection.answers';
import { openMessage, showDeadLetter } from './shown';

export class ListLetters extends PageQuery {
  @Optional() @Text(250) handler?: string;
  @Optional() @Text(120) code?: string;
  @Optional() @Duration() olderThan?: string;
}

/** Inputs that were given up: to see why, to try them again, to drop them. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly desk: LetterDesk,
  ) {}

  /** The oldest first. */
  @Get()
  @Answers(DeadLetterPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListLetters) {
    const wanted = queryOf({ ...query, limit: query.limit ?? DEFAULT_LIMIT });
    return mapPage(await this.letters.list(merchantId, wanted), showDeadLetter);
  }

  /** Tries several now, one after the other. Settled ones are gone; those that fail again stay, with the reason. */
  @Post('redrive')
  @HttpCode(200)
  @Answers(SelectionAnswer)
  redriveSeveral(@CalledBy() hand: HandOf, @Body() selection: Selection): Promise<SelectionAnswer> {
    return this.desk.redriveSeveral(hand, selection);
  }

  /** Drops several for good. */
  @Post('discard')
  @HttpCode(200)
  @Answers(SelectionAnswer)
  discardSeveral(@CalledBy() hand: HandOf, @Body() selection: SelectionWithReason): Promise<SelectionAnswer> {
    return this.desk.discardSeveral(hand, selection);
  }

  @Get(':id')
  @Answers(DeadLetterOpened)
  async show(@MerchantId() merchantId: string, @Param('id') id: string): Promise<DeadLetterOpened> {
    const letter = await this.letters.show(merchantId, id);
    if (letter === undefined) throw missing(id);
    return { ...showDeadLetter(letter), message: openMessage(letter.message) };
  }

  /** Tries it now. Settled, it is gone; failed again, it stays and the answer says why. */
  @Post(':id/redrive')
  @HttpCode(200)
  @Answers(RedriveAnswer)
  async redrive(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: OptionalReason) {
    const { result, ...why } = await this.desk.redrive(hand, id, reason);
    if (result === 'not-found') throw missing(id);
    if (result === 'failed') throw new DomainError('operations.redrive-failed', { code: why.code, reason: why.reason });
    return { id, result };
  }

  /** Drops it for good; the reason is kept. */
  @Delete(':id')
  @HttpCode(204)
  async drop(@CalledBy() hand: HandOf, @Param('id') id: string, @Query() { reason }: RequiredReason): Promise<void> {
    if ((await this.desk.discard(hand, id, reason)).result === 'not-found') throw missing(id);
  }
}

function missing(id: string): DomainError {
  return new DomainError('operations.not-found', { what: 'dead letter', id });
}
