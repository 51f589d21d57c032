import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { RequestReturn, ReturnAnswer } from '@entrepot/contracts/returns';
import { pageOf } from '@entrepot/contracts/shared';
import { Commands } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import { Answers, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { requestReturn } from '../domain/request-return';
import { ReturnStream } from '../domain/return';
import { returnableRef } from '../domain/returnable';
import { ReturnPrivacy } from '../return-privacy';
import { DEADLINE_MS } from './answer';
import { AskingTerms } from './asking';
import { ListReturns, ReturnLists } from './list-returns';

const ReturnAnswerPage = pageOf(ReturnAnswer);

/** A return is named by the caller's reference, or by the key of the request. */
function returnIdOf(merchantId: string, { orderId, returnReference }: RequestReturn, cause: HttpCause): string {
  return returnReference === undefined
    ? deriveId('ret', merchantId, 'request', cause.key)
    : deriveId('ret', merchantId, orderId, returnReference);
}

@Controller('v1/returns')
export class ReturnsController {
  constructor(
    private readonly commands: Commands,
    private readonly terms: AskingTerms,
    private readonly lists: ReturnLists,
    private readonly privacy: ReturnPrivacy,
  ) {}

  @Post()
  @Answers(ReturnAnswer, { status: 201 })
  async ask(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Headers('idempotency-key') sentKey: string | undefined,
    @Body() body: RequestReturn,
  ) {
    // Something must name the return, or a repeat would be another one.
    if (body.returnReference === undefined && sentKey === undefined) {
      throw new DomainError('request.idempotency-key-missing');
    }
    const key = returnIdOf(merchantId, body, cause);
    const [terms, sealed] = await Promise.all([
      this.terms.of(merchantId, body),
      this.privacy.request(merchantId, body, cause),
    ]);
    const result = await this.commands.handle({
      on: ReturnStream,
      merchantId,
      key,
      cause: sealed.cause,
      also: () => [returnableRef(body.orderId)],
      decide: (current, given) => requestReturn(current, sealed.body, given, terms),
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, await this.privacy.opened(key, result.state), { created: `/v1/returns/${key}` });
  }

  @Get(':returnId')
  @Answers(ReturnAnswer)
  async show(@MerchantId() merchantId: string, @Param('returnId') returnId: string) {
    const { shown, version } = await this.privacy.shown(merchantId, returnId);
    return respondWith(shown, version);
  }

  /** Which ones are listed is as old as the view; each is shown as it is now. */
  @Get()
  @Answers(ReturnAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListReturns) {
    const page = await this.lists.find(merchantId, query);
    const items = await Promise.all(page.items.map(async ({ id }) => (await this.privacy.shown(merchantId, id)).shown));
    return page.next === undefined ? { items } : { items, next: page.next };
  }
}
