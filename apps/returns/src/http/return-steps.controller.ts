import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { ClassRef } from '@entrepot/contracts';
import {
  ApproveReturn,
  InspectReturn,
  ReceiveReturn,
  RefundLostReturn,
  RefurbishReturn,
  RejectReturn,
  ReturnAnswer,
} from '@entrepot/contracts/returns';
import { Commands } from '@entrepot/eventstore';
import type { Decision, Given } from '@entrepot/kernel';
import { Answers, Idempotent, MerchantId, RequestCause, respondTo, type HttpCause } from '@entrepot/platform';
import { receiveReturn } from '../domain/follow-parcel';
import { inspectReturn } from '../domain/inspect-return';
import { refundLost } from '../domain/lose-return';
import { approveReturn, rejectReturn } from '../domain/overrule';
import { refurbishReturn } from '../domain/refurbish-return';
import { ReturnStream, type Return } from '../domain/return';
import { returnableRef } from '../domain/returnable';
import { ReturnPrivacy } from '../return-privacy';
import { DEADLINE_MS } from './answer';

interface Step {
  readonly merchantId: string;
  readonly returnId: string;
  readonly cause: HttpCause;
}

/** What people at the merchant do with a return. */
@Controller('v1/returns/:returnId')
export class ReturnStepsController {
  constructor(
    private readonly commands: Commands,
    private readonly privacy: ReturnPrivacy,
  ) {}

  @Post('approve')
  @HttpCode(200)
  @Idempotent()
  @Answers(ReturnAnswer)
  approve(
    @MerchantId() merchantId: string,
    @Param('returnId') returnId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: ApproveReturn,
  ) {
    return this.typed(ApproveReturn, body, { merchantId, returnId, cause }, approveReturn);
  }

  @Post('reject')
  @HttpCode(200)
  @Idempotent()
  @Answers(ReturnAnswer)
  reject(
    @MerchantId() merchantId: string,
    @Param('returnId') returnId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: RejectReturn,
  ) {
    return this.typed(RejectReturn, body, { merchantId, returnId, cause }, rejectReturn);
  }

  @Post('receive')
  @HttpCode(200)
  @Idempotent()
  @Answers(ReturnAnswer)
  receive(
    @MerchantId() merchantId: string,
    @Param('returnId') returnId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: ReceiveReturn,
  ) {
    return this.step({ merchantId, returnId, cause }, (current, given) =>
      receiveReturn(current, body, given, undefined),
    );
  }

  @Post('inspect')
  @HttpCode(200)
  @Idempotent()
  @Answers(ReturnAnswer)
  inspect(
    @MerchantId() merchantId: string,
    @Param('returnId') returnId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: InspectReturn,
  ) {
    return this.typed(InspectReturn, body, { merchantId, returnId, cause }, inspectReturn);
  }

  /** Pieces that were to be repaired are done. */
  @Post('refurbish')
  @HttpCode(200)
  @Idempotent()
  @Answers(ReturnAnswer)
  refurbish(
    @MerchantId() merchantId: string,
    @Param('returnId') returnId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: RefurbishReturn,
  ) {
    return this.typed(RefurbishReturn, body, { merchantId, returnId, cause }, refurbishReturn);
  }

  /** The parcel that the carrier lost is not waited for any more: the customer gets the money. */
  @Post('refund-lost')
  @HttpCode(200)
  @Idempotent()
  @Answers(ReturnAnswer)
  refundLost(
    @MerchantId() merchantId: string,
    @Param('returnId') returnId: string,
    @RequestCause() cause: HttpCause,
    @Body() body: RefundLostReturn,
  ) {
    return this.typed(RefundLostReturn, body, { merchantId, returnId, cause }, refundLost);
  }

  /** A step with texts that people type: they are sealed before it is decided on. */
  private async typed<T extends object>(
    target: ClassRef,
    sent: T,
    on: Step,
    decide: (current: Return, body: T, given: Given) => Decision,
  ) {
    const { body, cause } = await this.privacy.step(target, sent, on);
    return this.step({ ...on, cause }, (current, given) => decide(current, body, given));
  }

  private async step({ merchantId, returnId, cause }: Step, decide: (current: Return, given: Given) => Decision) {
    const result = await this.commands.handle({
      on: ReturnStream,
      merchantId,
      key: returnId,
      cause,
      also: (current) => (current.status === 'none' ? [] : [returnableRef(current.orderId)]),
      decide,
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, await this.privacy.opened(returnId, result.state));
  }
}
