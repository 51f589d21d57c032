import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Doc, Duration, Optional, Text } from '@entrepot/contracts';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { DeadLetters } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { DatabaseTime } from '../backbone/database-time';
import { Answers } from '../http/answers';
import { DEFAULT_LIMIT, mapPage, PageQuery } from '../http/page';
import { CalledBy, narrowed, type HandOf } from './called-by';
import { LetterDesk } from './letter-desk';
import { DeadLetterOpened, DeadLetterPage, RedriveAnswer } from './operations.answers';
import { noLetter } from './operations-errors';
import { HeldMessages } from './held-messages';
import { queryOf } from './selected';
import { OptionalReason, RequiredReason, Selection, SelectionAnswer, SelectionWithReason } from './selection.answers';
import { showDeadLetter } from './shown';

export class ListLetters extends PageQuery {
  @Optional() @Text(250) handler?: string;
  @Optional() @Text(120) code?: string;
  @Optional() @Duration() olderThan?: string;
  @Optional() @Text(250, 0) @Doc('Only of this merchant; an empty text: that name none.') merchantId?: string;
}

/** Inputs that were given up: to see why, to try them again, to drop them. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly desk: LetterDesk,
    private readonly messages: HeldMessages,
    private readonly time: DatabaseTime,
  ) {}

  /** The oldest first. */
  @Get()
  @Answers(DeadLetterPage)
  async list(@CalledBy() hand: HandOf, @Query() { limit = DEFAULT_LIMIT, merchantId, ...query }: ListLetters) {
    const page = await this.letters.list(narrowed(hand, merchantId), queryOf({ ...query, limit }, this.time));
    return mapPage(page, showDeadLetter);
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

  /** With its content; personal data in it is sealed or masked (`POST .../open` shows it in plain). */
  @Get(':id')
  @Answers(DeadLetterOpened)
  async show(@CalledBy() { of }: HandOf, @Param('id') id: string): Promise<DeadLetterOpened> {
    const letter = await this.letters.show(of, id);
    if (letter === undefined) throw noLetter(id);
    return { ...showDeadLetter(letter), message: this.messages.shown(letter.message) };
  }

  /** Tries it now. Settled, it is gone; failed again, it stays and the answer says why. */
  @Post(':id/redrive')
  @HttpCode(200)
  @Answers(RedriveAnswer)
  async redrive(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: OptionalReason) {
    const { result, ...why } = await this.desk.redrive(hand, id, reason);
    if (result === 'not-found') throw noLetter(id);
    if (result === 'failed') throw new DomainError('operations.redrive-failed', { code: why.code, reason: why.reason });
    return { id, result };
  }

  /** Drops it for good; the reason is kept. */
  @Delete(':id')
  @HttpCode(204)
  async drop(@CalledBy() hand: HandOf, @Param('id') id: string, @Query() { reason }: RequiredReason): Promise<void> {
    if ((await this.desk.discard(hand, id, reason)).result === 'not-found') throw noLetter(id);
  }
}

/** The same of all merchants, and of those that name none. */
@ApiTags('operations')
@NeedsScope(PLATFORM_SCOPE)
@Controller('v1/operations/platform/dead-letters')
export class PlatformDeadLettersController extends DeadLettersController {}
