import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ParkedInputs } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { mapPage, PageQuery, pageRequest } from '../http/page';
import { ParkedOpened, ParkedPage, RedriveAnswer } from './operations.answers';
import { openMessage, showParked } from './shown';

/** Inputs that wait: to see why, and to have them tried now. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/parked')
export class ParkedController {
  constructor(private readonly parked: ParkedInputs) {}

  @Get()
  @Answers(ParkedPage)
  async list(@MerchantId() merchantId: string, @Query() query: PageQuery) {
    return mapPage(await this.parked.list(merchantId, pageRequest(query)), showParked);
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
  async redrive(@MerchantId() merchantId: string, @Param('id') id: string): Promise<RedriveAnswer> {
    if (await this.parked.hasten(merchantId, id)) return { id, result: 'due' };
    throw new DomainError('operations.not-found', { what: 'parked input', id });
  }
}
