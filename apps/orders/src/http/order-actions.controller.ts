import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CancelOrder, HoldOrder, OrderAnswer, ReleaseOrder } from '@entrepot/contracts/orders';
import { Commands, type Cause } from '@entrepot/eventstore';
import type { Decide } from '@entrepot/kernel';
import { Answers, Idempotent, IfMatch, MerchantId, RequestCause, respondTo, type HttpCause } from '@entrepot/platform';
import { cancelOrder } from '../domain/cancel-order';
import { holdOrder, releaseOrder } from '../domain/hold-order';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { OrdersConfig } from '../orders.config';
import { DEADLINE_MS } from './deadline';
import { orderAnswer } from './order-answer';

/** Where a request is from and what it is about. */
interface Target {
  readonly merchantId: string;
  readonly orderId: string;
  readonly cause: Cause;
  readonly ifVersion: number | undefined;
}

@Controller('v1/orders/:orderId')
export class OrderActionsController {
  constructor(
    private readonly commands: Commands,
    private readonly config: OrdersConfig,
  ) {}

  /** 202 while carriers are asked to bring parcels back. */
  @Post('cancel')
  @HttpCode(200)
  @Idempotent()
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
    return this.act(target, cancelOrder(this.config.saga), { orderId, ...body });
  }

  @Post('hold')
  @HttpCode(200)
  @Answers(OrderAnswer)
  hold(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() { reason }: HoldOrder,
  ) {
    return this.act({ merchantId, orderId, cause, ifVersion }, holdOrder, { orderId, note: reason });
  }

  @Post('release')
  @HttpCode(200)
  @Answers(OrderAnswer)
  release(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('orderId') orderId: string,
    @IfMatch() ifVersion: number | undefined,
    @Body() body: ReleaseOrder,
  ) {
    const target = { merchantId, orderId, cause, ifVersion };
    return this.act(target, releaseOrder(this.config.saga), { orderId, ...body });
  }

  private async act<I>({ merchantId, orderId, cause, ifVersion }: Target, decide: Decide<Order, I>, input: I) {
    const result = await this.commands.handle({
      on: OrderStream,
      merchantId,
      key: orderId,
      cause,
      ...(ifVersion !== undefined && { ifVersion }),
      decide: (order, given) => decide(order, input, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    const status = result.state.status === 'cancelling' ? 202 : 200;
    return respondTo(result, orderAnswer(result.state, orderId), { status });
  }
}
