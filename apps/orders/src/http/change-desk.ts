import { Injectable } from '@nestjs/common';
import type { LinesChangePreview, OrderAnswer } from '@entrepot/contracts/orders';
import { Streams } from '@entrepot/eventstore';
import { DomainError, type Given, type StreamType } from '@entrepot/kernel';
import type { Answer } from '@entrepot/platform';
import { worth } from '../domain/amounts';
import { addedSkus, changeLines, previewChange, type LinesWish } from '../domain/change-lines';
import { OrderStream } from '../domain/order';
import { known } from '../domain/saga';
import { SkuRegister } from '../domain/taking-orders';
import { OrdersConfig } from '../orders.config';
import { OrderActs, type Target } from './order-acts';

/** Changes lines, or says what that would come to. The catalog is asked only about SKUs that it has not told of itself. */
@Injectable()
export class ChangeDesk {
  constructor(
    private readonly acts: OrderActs,
    private readonly streams: Streams,
    private readonly register: SkuRegister,
    private readonly config: OrdersConfig,
  ) {}

  change(target: Target, wish: LinesWish): Promise<Answer<OrderAnswer>> {
    const also = () => addedSkus(wish.body);
    return this.vouching(target.merchantId, (vouched) =>
      this.acts.on({ ...target, also }, changeLines(this.config.saga), { ...wish, vouched }),
    );
  }

  preview({ merchantId, cause }: Target, wish: LinesWish): Promise<LinesChangePreview> {
    return this.vouching(merchantId, async (vouched) => {
      const { state } = await this.streams.read(OrderStream, merchantId, wish.orderId);
      const order = known(state, wish.orderId);
      const given = await this.given(merchantId, wish, cause.key ?? '');
      const plan = previewChange(order, { ...wish, vouched }, { policy: this.config.saga, given });
      const { change, isAtOnce, addedAmount, worthAfter, toPay, toRefund, shipmentsToStop } = plan;
      const { added, removed, tender } = change;
      const worthBefore = worth(order);
      return {
        orderId: wish.orderId,
        atOnce: isAtOnce,
        added: [...added],
        removed: [...removed],
        ...{
          addedAmount,
          removedAmount: worthBefore + addedAmount - worthAfter,
          worthBefore,
          worthAfter,
          toPay,
          toRefund,
        },
        ...(tender && { tender }),
        shipmentsToStop: [...shipmentsToStop],
      };
    });
  }

  private async given(merchantId: string, { orderId: key, body }: LinesWish, inputId: string): Promise<Given> {
    const states = new Map<string, unknown>();
    for (const { stream, key: sku } of addedSkus(body)) {
      states.set(sku, (await this.streams.read(stream, merchantId, sku)).state);
    }
    const read = <S>(_stream: StreamType<S>, sku: string): S => states.get(sku) as S;
    return { merchantId, key, now: new Date().toISOString(), inputId, read };
  }

  private async vouching<T>(merchantId: string, attempt: (vouched: readonly string[]) => Promise<T>): Promise<T> {
    try {
      return await attempt([]);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'order.unknown-sku') throw error;
      return attempt(await this.register.existing(merchantId, error.details['skus'] as readonly string[]));
    }
  }
}
