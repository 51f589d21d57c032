import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { Doc, Duration, durationMs, OneOf, OpaqueId, Optional, Timestamp } from '@entrepot/contracts';
import { RequestReturn, RETURN_STATES, ReturnAnswer, type ReturnState } from '@entrepot/contracts/returns';
import { pageOf } from '@entrepot/contracts/shared';
import { Commands, Streams, ViewTable, type SortBy, type Where } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  InjectView,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { requestReturn } from '../domain/request-return';
import { ReturnStream } from '../domain/return';
import { returnableRef } from '../domain/returnable';
import type { ReturnRow } from '../views/returns.view';
import { answer, DEADLINE_MS } from './answer';
import { AskingTerms } from './asking';

const ReturnAnswerPage = pageOf(ReturnAnswer);

export class ListReturns extends PageQuery {
  @Optional() @OpaqueId() orderId?: string;
  @Optional() @OneOf(RETURN_STATES) state?: ReturnState;
  @Optional() @Duration() @Doc('In its state for longer than this.') olderThan?: string;
  @Optional() @Timestamp() @Doc('Asked for then or later.') requestedFrom?: string;
  @Optional() @Timestamp() @Doc('Asked for before then.') requestedTo?: string;
}

function whereOf({ orderId, state, olderThan, requestedFrom: from, requestedTo: to }: ListReturns): Where {
  const utc = (time: string) => new Date(time).toISOString();
  const requestedAt = { ...(from !== undefined && { gte: utc(from) }), ...(to !== undefined && { lt: utc(to) }) };
  return {
    ...{ orderId, state },
    ...(olderThan !== undefined && { stateSince: { lt: new Date(Date.now() - durationMs(olderThan)).toISOString() } }),
    ...((from ?? to) !== undefined && { requestedAt }),
  };
}

/** By age where something about age is asked, the oldest first; else by id. */
function sortOf({ orderId, state, olderThan, requestedFrom, requestedTo }: ListReturns): SortBy {
  if (orderId !== undefined) return {};
  if (state !== undefined || olderThan !== undefined) return { stateSince: 1 };
  return (requestedFrom ?? requestedTo) === undefined ? {} : { requestedAt: 1 };
}

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
    private readonly streams: Streams,
    private readonly terms: AskingTerms,
    @InjectView('returns') private readonly returns: ViewTable<ReturnRow>,
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
    const terms = await this.terms.of(merchantId, body);
    const result = await this.commands.handle({
      on: ReturnStream,
      merchantId,
      key,
      cause,
      also: () => [returnableRef(body.orderId)],
      decide: (current, given) => requestReturn(current, body, given, terms),
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, answer(key, result.state), { created: `/v1/returns/${key}` });
  }

  @Get(':returnId')
  @Answers(ReturnAnswer)
  async show(@MerchantId() merchantId: string, @Param('returnId') returnId: string) {
    const { state, version } = await this.streams.read(ReturnStream, merchantId, returnId);
    if (version === 0) throw new DomainError('return.not-found', { returnId });
    return respondWith(answer(returnId, state), version);
  }

  /** Which ones are listed is as old as the view; each is shown as it is now. */
  @Get()
  @Answers(ReturnAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListReturns) {
    const page = await this.returns.find(merchantId, {
      where: whereOf(query),
      sort: sortOf(query),
      ...pageRequest(query),
    });
    const items = await Promise.all(
      page.items.map(async ({ id }) => answer(id, (await this.streams.read(ReturnStream, merchantId, id)).state)),
    );
    return page.next === undefined ? { items } : { items, next: page.next };
  }
}
