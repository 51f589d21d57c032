import { Injectable } from '@nestjs/common';
import type { LinesChangePreview, OrderAnswer } from '@entrepot/contracts/orders';
import { DomainError, type Peek } from '@entrepot/kernel';
import type { Answer } from '@entrepot/platform';
import type { VouchedSku } from '../domain/assortment';
import { addedSkus, changeLines, type LinesWish } from '../domain/change-lines';
import { SkuRegister } from '../domain/taking-orders';
import { OrdersConfig } from '../orders.config';
import { ChangePreview } from './change-preview';
import { OrderActs, type Target } from './order-acts';

/** Changes lines, or says what that would come to. The catalog is asked only about SKUs that it has not told of itself. */
@Injectable()
export class ChangeDesk {
  constructor(
    private readonly acts: OrderActs,
    private readonly previews: ChangePreview,
    private readonly register: SkuRegister,
    private readonly config: OrdersConfig,
  ) {}

  change(target: Target, wish: LinesWish): Promise<Answer<OrderAnswer>> {
    return this.vouching(target.merchantId, (vouched) => {
      const also = (peek: Peek) => addedSkus({ ...wish, vouched }, peek);
      return this.acts.on({ ...target, also }, changeLines(this.config.saga), { ...wish, vouched });
    });
  }

  preview(target: Target, wish: LinesWish): Promise<LinesChangePreview> {
    return this.vouching(target.merchantId, (vouched) => this.previews.of(target, { ...wish, vouched }));
  }

  private async vouching<T>(merchantId: string, attempt: (vouched: readonly VouchedSku[]) => Promise<T>): Promise<T> {
    try {
      return await attempt([]);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'order.unknown-sku') throw error;
      return attempt(await this.register.existing(merchantId, error.details['skus'] as readonly string[]));
    }
  }
}
