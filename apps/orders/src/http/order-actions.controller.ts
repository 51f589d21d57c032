import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AddOrderNote, CancelOrder, HoldOrder, OrderAnswer, ReleaseOrder } from '@entrepot/contracts/orders';
import { Answers, Idempotent, IfMatch, MerchantId, RequestCause, Summary, type HttpCause } from '@entrepot/platform';
import { addNote } from '../domain/add-note';
import { cancelOrder } from '../domain/cancel-order';
import { holdOrder, releaseOrder } from '../domain/hold-order';
import { OrderPrivacy } from '../order-privacy';
import { OrdersConfig } from '../orders.config';
import { actorOf } from './actor';
import { OrderActs } from './order-acts';
import { sealedCause } from './sealed-cause';

@Controller('v1/orders/:orderId')
export class OrderActionsController {
  constructor(
    private readonly acts: OrderActs,
    private readonly config: OrdersConfig,
    private readonly privacy: OrderPrivacy,
  ) {}

  /** 202 while carriers are asked to bring parcels back. */
  @Post('cancel')
  @HttpCode(200)
  @Idempotent()
  @Summary('Cancel an order, or pieces of it')
  @Answers(OrderAnswer)
  @Answers(OrderAnswer, { status: 202, description: 'Carriers are asked first' })
  async cancel(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: CancelOrder,
  ) {
    const sealed = await this.privacy.sealedIfKept(CancelOrder, body, merchantId, orderId);
    const target = { merchantId, orderId, cause: sealedCause(cause, orderId, sealed), ifVersion };
    return this.acts.on(target, cancelOrder(this.config.saga), { orderId, ...sealed });
  }

  @Post('hold')
  @HttpCode(200)
  @Summary('Hold an order')
  @Answers(OrderAnswer)
  async hold(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: HoldOrder,
  ) {
    const sealed = await this.privacy.sealedIfKept(HoldOrder, body, merchantId, orderId);
    const target = { merchantId, orderId, cause: sealedCause(cause, orderId, sealed), ifVersion };
    return this.acts.on(target, holdOrder, { orderId, note: sealed.reason });
  }

  @Post('release')
  @HttpCode(200)
  @Summary('Release a held order')
  @Answers(OrderAnswer)
  async release(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: ReleaseOrder,
  ) {
    const sealed = await this.privacy.sealedIfKept(ReleaseOrder, body, merchantId, orderId);
    const target = { merchantId, orderId, cause: sealedCause(cause, orderId, sealed), ifVersion };
    return this.acts.on(target, releaseOrder(this.config.saga), { orderId, ...sealed });
  }

  @Post('notes')
  @HttpCode(201)
  @Idempotent()
  @Summary('Note something about an order')
  @Answers(OrderAnswer, { status: 201 })
  async note(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: AddOrderNote,
  ) {
    const sealed = await this.privacy.sealedFor(AddOrderNote, body, merchantId, orderId);
    const { text, visibility = 'internal' } = sealed;
    const by = actorOf(cause);
    const note = { orderId, text, visibility, ...(by !== undefined && { by }) };
    const target = { merchantId, orderId, cause: sealedCause(cause, orderId, sealed), ifVersion };
    return this.acts.on(target, addNote, note, 201);
  }
}
