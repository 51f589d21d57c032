import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { MerchantAnswer, OpenMerchant, OPERATOR, RenameMerchant } from '@entrepot/contracts/access';
import { pageOf } from '@entrepot/contracts/shared';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  IfMatch,
  InjectView,
  mapPage,
  MerchantId,
  NeedsScope,
  OPERATOR_SCOPE,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { MerchantStream, openMerchant, renameMerchant, type Merchant } from '../domain/merchant';
import type { MerchantRow } from '../views/merchants.view';
import { DEADLINE_MS } from './merchant-book';

const MerchantAnswerPage = pageOf(MerchantAnswer);

function answer(merchantId: string, merchant: Merchant): MerchantAnswer {
  if (merchant.status === 'none') throw new DomainError('merchant.not-found', { merchantId });
  const { name, openedAt } = merchant;
  return { merchantId, name, openedAt };
}

/** Merchants are the operator's; a merchant sees itself. */
@Controller('v1/merchants')
export class MerchantsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    @InjectView('merchants') private readonly merchants: ViewTable<MerchantRow>,
  ) {}

  @Post()
  @NeedsScope(OPERATOR_SCOPE)
  @Idempotent()
  @Answers(MerchantAnswer, { status: 201 })
  async open(@RequestCause() cause: HttpCause, @Body() body: OpenMerchant) {
    const { merchantId } = body;
    const result = await this.commands.handle({
      ...{ on: MerchantStream, merchantId: OPERATOR, key: merchantId, cause, deadlineMs: DEADLINE_MS },
      decide: (merchant, given) => openMerchant(merchant, body, given, undefined),
    });
    return respondTo(result, answer(merchantId, result.state), { created: `/v1/merchants/${merchantId}` });
  }

  @Put(':merchantId')
  @NeedsScope(OPERATOR_SCOPE)
  @Answers(MerchantAnswer)
  async rename(
    @RequestCause() cause: HttpCause,
    @Param('merchantId') merchantId: string,
    @Body() body: RenameMerchant,
    @IfMatch() ifVersion: number | undefined,
  ) {
    const result = await this.commands.handle({
      ...{ on: MerchantStream, merchantId: OPERATOR, key: merchantId, cause, deadlineMs: DEADLINE_MS },
      ...(ifVersion !== undefined && { ifVersion }),
      decide: (merchant, given) => renameMerchant(merchant, body, given, undefined),
    });
    return respondTo(result, answer(merchantId, result.state));
  }

  @Get()
  @NeedsScope(OPERATOR_SCOPE)
  @Answers(MerchantAnswerPage)
  async list(@Query() query: PageQuery) {
    const page = await this.merchants.find(OPERATOR, pageRequest(query));
    return mapPage(page, ({ id, name, openedAt }) => ({ merchantId: id, name, openedAt }));
  }

  @Get(':merchantId')
  @Answers(MerchantAnswer)
  async show(@MerchantId() caller: string, @Param('merchantId') merchantId: string) {
    if (caller !== merchantId && caller !== OPERATOR) throw new DomainError('merchant.not-found', { merchantId });
    const { state, version } = await this.streams.read(MerchantStream, OPERATOR, merchantId);
    return respondWith(answer(merchantId, state), version);
  }
}
