import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeadLetters } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { KafkaTransport } from '@entrepot/messaging';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { mapPage, PageQuery, pageRequest } from '../http/page';
import { DeadLetterOpened, DeadLetterPage, RedriveAnswer } from './operations.answers';
import { openMessage, showDeadLetter } from './shown';

/** Inputs that were given up: to see why, to try them again, to drop them. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly transport: KafkaTransport,
  ) {}

  @Get()
  @Answers(DeadLetterPage)
  async list(@MerchantId() merchantId: string, @Query() query: PageQuery) {
    return mapPage(await this.letters.list(merchantId, pageRequest(query)), showDeadLetter);
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
  async redrive(@MerchantId() merchantId: string, @Param('id') id: string): Promise<RedriveAnswer> {
    const redriven = await this.transport.runtime?.redriveDeadLetter(merchantId, id);
    if (redriven === undefined) throw missing(id);
    if ('settled' in redriven) return { id, result: redriven.settled };
    const { code, reason } = redriven.failure;
    throw new DomainError('operations.redrive-failed', { code, reason });
  }

  @Delete(':id')
  @HttpCode(204)
  async drop(@MerchantId() merchantId: string, @Param('id') id: string): Promise<void> {
    if (!(await this.letters.delete(merchantId, id))) throw missing(id);
  }
}

function missing(id: string): DomainError {
  return new DomainError('operations.not-found', { what: 'dead letter', id });
}
