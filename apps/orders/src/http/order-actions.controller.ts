import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AddOrderNote, CancelOrder, HoldOrder, OrderAnswer, ReleaseOrder } from '@entrepot/contracts/orders';
import { contentHash } from '@entrepot/kernel';
import { Answers, Idempotent, IfMatch, MerchantId, RequestCause, Summary, type HttpCause } from '@entrepot/platform';
import { addNote } from '../domain/add-note';
import { cancelOrder } from '../domain/cancel-order';
import { holdOrder, releaseOrder } from '../domain/hold-order';
import { OrderPrivacy } from '../order-privacy';
import { OrdersConfig } from '../orders.config';
import { actorOf } from './actor';
import { OrderActs } from './order-acts';

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
  cancel(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: CancelOrder,
  ) {
    const target = { merchantId, orderId, cause, ifVersion };
    return this.acts.on(target, cancelOrder(this.config.saga), { orderId, ...body });
  }

  @Post('hold')
  @HttpCode(200)
  @Summary('Hold an order')
  @Answers(OrderAnswer)
  hold(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() { reason }: HoldOrder,
  ) {
    return this.acts.on({ merchantId, orderId, cause, ifVersion }, holdOrder, { orderId, note: reason });
  }

  @Post('release')
  @HttpCode(200)
  @Summary('Release a held order')
  @Answers(OrderAnswer)
  release(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: ReleaseOrder,
  ) {
    const target = { merchantId, orderId, cause, ifVersion };
    return this.acts.on(target, releaseOrder(this.config.saga), { orderId, ...body });
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
    const sealedCause = { ...cause, hash: contentHash({ orderId, sealed }) };
    return this.acts.on({ merchantId, orderId, cause: sealedCause, ifVersion }, addNote, note, 201);
  }
}
