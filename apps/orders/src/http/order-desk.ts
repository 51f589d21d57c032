import { Injectable } from '@nestjs/common';
import type { PlaceOrder } from '@entrepot/contracts/orders';
import { Commands, type Cause, type Result } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { OrderStream } from '../domain/order';
import type { VouchedSku } from '../domain/assortment';
import type { Order } from '../domain/order-state';
import { placeOrder } from '../domain/place-order';
import { submittedOrder, type OrderName, type SubmittedOrder } from '../domain/submitted-order';
import { skusOf, SkuRegister } from '../domain/taking-orders';
import { MerchantTerms } from '../merchant-terms';
import { OrdersConfig } from '../orders.config';
import { DEADLINE_MS } from './deadline';

/** The order as it was read, and what came of it. */
interface Placing {
  readonly order: SubmittedOrder;
  readonly result: Result<Order>;
}

/** Takes orders on over HTTP. The catalog is asked only about SKUs that it has not told of itself. */
@Injectable()
export class OrderDesk {
  private readonly decide = placeOrder(this.config.saga);

  constructor(
    private readonly commands: Commands,
    private readonly register: SkuRegister,
    private readonly config: OrdersConfig,
    private readonly terms: MerchantTerms,
  ) {}

  /** The body is sealed, and so is whatever its cause tells of it. */
  async place(merchantId: string, body: PlaceOrder, name: OrderName, cause: Cause): Promise<Placing> {
    const order = submittedOrder(body, name, this.terms.of(merchantId));
    return { order, result: await this.submit(merchantId, order, cause) };
  }

  private async submit(merchantId: string, order: SubmittedOrder, cause: Cause): Promise<Result<Order>> {
    try {
      return await this.handle(merchantId, order, cause, []);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'order.unknown-sku') throw error;
      const skus = error.details['skus'] as readonly string[];
      const vouched = await this.register.existing(merchantId, skus);
      return this.handle(merchantId, order, cause, vouched);
    }
  }

  private handle(merchantId: string, order: SubmittedOrder, cause: Cause, vouched: readonly VouchedSku[]) {
    return this.commands.handle({
      on: OrderStream,
      merchantId,
      key: order.orderId,
      cause,
      also: skusOf(order, vouched),
      decide: (state, given) => this.decide(state, { order, door: 'http', vouched }, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
  }
}
