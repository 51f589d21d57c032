import { Body, Controller, Get, Put } from '@nestjs/common';
import { MerchantPolicies } from '@entrepot/contracts/access';
import { Commands, Streams } from '@entrepot/eventstore';
import { Answers, IfMatch, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { POLICIES, PolicyStream, setPolicies } from '../domain/policies';
import { DEADLINE_MS, MerchantBook } from './merchant-book';

/** What a merchant decides beforehand. A policy that is absent is as the service that asks for it is set. */
@Controller('v1/policies')
export class PoliciesController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly merchants: MerchantBook,
  ) {}

  @Get()
  @Answers(MerchantPolicies)
  async show(@MerchantId() merchantId: string) {
    const { state, version } = await this.streams.read(PolicyStream, merchantId, POLICIES);
    return respondWith(state, version);
  }

  @Put()
  @Answers(MerchantPolicies)
  async set(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: MerchantPolicies,
    @IfMatch() ifVersion: number | undefined,
  ) {
    await this.merchants.refuseUnknown(merchantId);
    const result = await this.commands.handle({
      ...{ on: PolicyStream, merchantId, key: POLICIES, cause, deadlineMs: DEADLINE_MS },
      ...(ifVersion !== undefined && { ifVersion }),
      decide: (current, given) => setPolicies(current, body, given, undefined),
    });
    return respondTo(result, result.state);
  }
}
