import { Injectable } from '@nestjs/common';
import { Commands, type Cause, type Result } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { placeOrder } from '../domain/place-order';
import type { SubmittedOrder } from '../domain/submitted-order';
import { skusOf, SkuRegister } from '../domain/taking-orders';
import { OrdersConfig } from '../orders.config';
import { DEADLINE_MS } from './deadline';

/** Takes orders on over HTTP. The catalog is asked only about SKUs that it has not told of itself. */
@Injectable()
export class OrderDesk {
  private readonly decide = placeOrder(this.config.saga);

  constructor(
    private readonly commands: Commands,
    private readonly register: SkuRegister,
    private readonly config: OrdersConfig,
  ) {}

  async place(merchantId: string, order: SubmittedOrder, cause: Cause): Promise<Result<Order>> {
    try {
      return await this.handle(merchantId, order, cause, []);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'order.unknown-sku') throw error;
      const skus = error.details['skus'] as readonly string[];
      const vouched = await this.register.existing(merchantId, skus);
      return this.handle(merchantId, order, cause, vouched);
    }
  }

  private handle(merchantId: string, order: SubmittedOrder, cause: Cause, vouched: readonly string[]) {
    return this.commands.handle({
      on: OrderStream,
      merchantId,
      key: order.orderId,
      cause,
      also: skusOf(order),
      decide: (state, given) => this.decide(state, { order, door: 'http', vouched }, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
  }
}
