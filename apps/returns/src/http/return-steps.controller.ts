import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
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
import { answer, DEADLINE_MS } from './answer';

/** What people at the merchant do with a return. */
@Controller('v1/returns/:returnId')
export class ReturnStepsController {
  constructor(private readonly commands: Commands) {}

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
    return this.step({ merchantId, returnId, cause }, (current, given) => approveReturn(current, body, given));
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
    return this.step({ merchantId, returnId, cause }, (current, given) => rejectReturn(current, body, given));
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
    return this.step({ merchantId, returnId, cause }, (current, given) => inspectReturn(current, body, given));
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
    return this.step({ merchantId, returnId, cause }, (current, given) => refurbishReturn(current, body, given));
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
    return this.step({ merchantId, returnId, cause }, (current, given) => refundLost(current, body, given));
  }

  private async step(
    { merchantId, returnId, cause }: { merchantId: string; returnId: string; cause: HttpCause },
    decide: (current: Return, given: Given) => Decision,
  ) {
    const result = await this.commands.handle({
      on: ReturnStream,
      merchantId,
      key: returnId,
      cause,
      also: (current) => (current.status === 'none' ? [] : [returnableRef(current.orderId)]),
      decide,
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, answer(returnId, result.state));
  }
}
