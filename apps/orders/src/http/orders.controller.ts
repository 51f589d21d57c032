import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { OrderAnswer, OrderRowPage, PlaceOrder } from '@entrepot/contracts/orders';
import { Streams, ViewTable } from '@entrepot/eventstore';
import { contentHash, DomainError } from '@entrepot/kernel';
import {
  Answers,
  InjectView,
  mapPage,
  MerchantId,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  Summary,
  type HttpCause,
} from '@entrepot/platform';
import { OrderStream } from '../domain/order';
import type { OrderName } from '../domain/submitted-order';
import { OrderPrivacy } from '../order-privacy';
import type { ListedOrder } from '../views/orders.view';
import { ListOrders, rowAnswer, sortOf, whereOf } from './list-orders';
import { orderAnswer } from './order-answer';
import { OrderDesk } from './order-desk';

@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly streams: Streams,
    private readonly privacy: OrderPrivacy,
    @InjectView('orders') private readonly orders: ViewTable<ListedOrder>,
  ) {}

  /** `Idempotency-Key` may be left out where `sourceOrderId` names the order. The same order again is a 200. */
  @Post()
  @Summary('Place an order')
  @Answers(OrderAnswer, { status: 201 })
  async place(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: PlaceOrder,
  ) {
    const name = nameOf(body, key);
    const sealed = await this.privacy.sealed(merchantId, body, name);
    const { order, result } = await this.desk.place(merchantId, sealed, name, { ...cause, hash: contentHash(sealed) });
    const created = result.kind === 'ignored' ? {} : { created: `/v1/orders/${order.orderId}` };
    return respondTo(result, await this.privacy.opened(orderAnswer(result.state, order.orderId)), created);
  }

  @Get(':orderId')
  @Summary('Show an order')
  @Answers(OrderAnswer)
  async show(@MerchantId() merchantId: string, @Param('orderId') orderId: string) {
    const { state, version } = await this.streams.read(OrderStream, merchantId, orderId);
    return respondWith(await this.privacy.opened(orderAnswer(state, orderId)), version);
  }

  /** Newest first, by when they were bought, unless `sort` says otherwise. */
  @Get()
  @Summary('List orders')
  @Answers(OrderRowPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListOrders) {
    const where = whereOf(query);
    const page = await this.orders.find(merchantId, { where, sort: sortOf(query), ...pageRequest(query) });
    return mapPage(page, rowAnswer);
  }
}

function nameOf({ source, sourceOrderId }: PlaceOrder, key: string | undefined): OrderName {
  if (sourceOrderId !== undefined) return { source, sourceOrderId };
  if (key === undefined) throw new DomainError('request.idempotency-key-missing');
  return { source: 'api', sourceOrderId: key.trim() };
}
