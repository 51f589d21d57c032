import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ErasureAnswer, RequestErasure } from '@entrepot/contracts/orders';
import { Commands, Streams } from '@entrepot/eventstore';
import { contentHash, deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  MerchantId,
  RequestCause,
  respondTo,
  respondWith,
  Summary,
  type HttpCause,
} from '@entrepot/platform';
import { ErasureStream, requestErasure, type Erasure } from '../domain/erasure';
import { OrderPrivacy } from '../order-privacy';
import { actorOf } from './actor';
import { DEADLINE_MS } from './deadline';

@Controller('v1/erasures')
export class ErasuresController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly privacy: OrderPrivacy,
  ) {}

  /** Unreadable everywhere a moment later: `GET` says when. */
  @Post()
  @HttpCode(202)
  @Idempotent()
  @Summary('Erase the personal data of a person')
  @Answers(ErasureAnswer, { status: 202 })
  async request(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: RequestErasure) {
    const subject = await this.privacy.subjectToErase(merchantId, body);
    const erasureId = deriveId('ers', merchantId, cause.source, cause.key);
    const by = actorOf(cause);
    const result = await this.commands.handle({
      on: ErasureStream,
      merchantId,
      key: erasureId,
      // Not of the body: it names the person.
      cause: { ...cause, hash: contentHash({ subject }) },
      decide: (erasure, given) => {
        return requestErasure(erasure, { subject, ...(by !== undefined && { by }) }, given, undefined);
      },
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, erasureAnswer(result.state, erasureId), { status: 202 });
  }

  @Get(':erasureId')
  @Summary('Show an erasure')
  @Answers(ErasureAnswer)
  async show(@MerchantId() merchantId: string, @Param('erasureId') erasureId: string) {
    const { state, version } = await this.streams.read(ErasureStream, merchantId, erasureId);
    return respondWith(erasureAnswer(state, erasureId), version);
  }
}

function erasureAnswer(erasure: Erasure, erasureId: string): ErasureAnswer {
  if (erasure.status === 'none') throw new DomainError('erasure.not-found', { erasureId });
  const { status: state, ...rest } = erasure;
  return { ...rest, state };
}
