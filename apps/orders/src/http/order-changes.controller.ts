import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ChangeAddress, ChangeLines, LinesChangePreview, OrderAnswer } from '@entrepot/contracts/orders';
import {
  Answers,
  Idempotent,
  IfMatch,
  MerchantId,
  RequestCause,
  Summary,
  type Answer,
  type HttpCause,
} from '@entrepot/platform';
import { changeAddress } from '../domain/change-address';
import { OrderPrivacy } from '../order-privacy';
import { OrdersConfig } from '../orders.config';
import { actorOf } from './actor';
import { ChangeDesk } from './change-desk';
import { DryRun } from './dry-run';
import { OrderActs } from './order-acts';
import { sealedCause } from './sealed-cause';

/** What may be changed about an order before a carrier has it. */
@Controller('v1/orders/:orderId')
export class OrderChangesController {
  constructor(
    private readonly acts: OrderActs,
    private readonly desk: ChangeDesk,
    private readonly config: OrdersConfig,
    private readonly privacy: OrderPrivacy,
  ) {}

  /** 202 while carriers are asked to stop parcels, or other places are looked for. */
  @Post('change-address')
  @HttpCode(200)
  @Idempotent()
  @Summary('Send an order to another address')
  @Answers(OrderAnswer)
  @Answers(OrderAnswer, { status: 202, description: 'Parcels are stopped and sent anew' })
  async changeAddress(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: ChangeAddress,
  ) {
    const by = actorOf(cause);
    const sealed = await this.privacy.sealedFor(ChangeAddress, body, merchantId, orderId);
    const wish = { orderId, ...sealed, ...(by !== undefined && { by }) };
    const target = { merchantId, orderId, cause: sealedCause(cause, orderId, sealed), ifVersion };
    return this.acts.on(target, changeAddress(this.config.saga), wish);
  }

  /** 202 while what is added is set aside and paid for; the answer's `changes` say what became of it. */
  @Post('change-lines')
  @HttpCode(200)
  @Idempotent()
  @Summary('Add lines to an order, change their quantities, remove lines')
  @Answers(OrderAnswer)
  @Answers(OrderAnswer, { status: 202, description: 'What is added is set aside and paid for first' })
  async changeLines(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Query() { dryRun }: DryRun,
    @Body() body: ChangeLines,
  ): Promise<Answer<OrderAnswer> | LinesChangePreview> {
    const by = actorOf(cause);
    const sealed = await this.privacy.sealedIfKept(ChangeLines, body, merchantId, orderId);
    const target = { merchantId, orderId, cause: sealedCause(cause, orderId, sealed), ifVersion };
    const wish = { orderId, body: sealed, ...(by !== undefined && { by }) };
    return dryRun === true ? this.desk.preview(target, wish) : this.desk.change(target, wish);
  }
}
