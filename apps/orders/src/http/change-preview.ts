import { Injectable } from '@nestjs/common';
import type { LinesChangePreview } from '@entrepot/contracts/orders';
import { Streams } from '@entrepot/eventstore';
import type { Given, StreamType } from '@entrepot/kernel';
import { DatabaseTime } from '@entrepot/platform';
import { worth } from '../domain/amounts';
import { addedSkus, previewChange, type LinesWish } from '../domain/change-lines';
import { OrderStream } from '../domain/order';
import { known } from '../domain/saga';
import { OrdersConfig } from '../orders.config';
import type { Target } from './order-acts';

/** Says what a change of lines would come to. Records nothing. */
@Injectable()
export class ChangePreview {
  constructor(
    private readonly streams: Streams,
    private readonly time: DatabaseTime,
    private readonly config: OrdersConfig,
  ) {}

  async of({ merchantId, cause }: Target, wish: LinesWish): Promise<LinesChangePreview> {
    const { state } = await this.streams.read(OrderStream, merchantId, wish.orderId);
    const order = known(state, wish.orderId);
    const given = await this.given(merchantId, wish, cause.key ?? '');
    const plan = previewChange(order, wish, { policy: this.config.saga, given });
    const { change, isAtOnce, addedAmount, worthAfter, toPay, toRefund, shipmentsToStop } = plan;
    const { added, removed, tender } = change;
    const worthBefore = worth(order);
    const removedAmount = worthBefore + addedAmount - worthAfter;
    return {
      orderId: wish.orderId,
      atOnce: isAtOnce,
      added: [...added],
      removed: [...removed],
      ...{ addedAmount, removedAmount, worthBefore, worthAfter, toPay, toRefund },
      ...(tender && { tender }),
      shipmentsToStop: [...shipmentsToStop],
    };
  }

  private async given(merchantId: string, wish: LinesWish, inputId: string): Promise<Given> {
    const states = new Map<string, unknown>();
    const read = <S>(stream: StreamType<S>, sku: string): S => (states.get(sku) ?? stream.initial) as S;
    // Twice: what the SKUs say names the components of bundles.
    for (let round = 0; round < 2; round += 1) {
      for (const { stream, key } of addedSkus(wish, read)) {
        if (!states.has(key)) states.set(key, (await this.streams.read(stream, merchantId, key)).state);
      }
    }
    return { merchantId, key: wish.orderId, now: this.time.now(), inputId, read };
  }
}
