import { Injectable } from '@nestjs/common';
import { OrderActionRequested } from '@entrepot/contracts/orders';
import { Streams } from '@entrepot/eventstore';
import { DatabaseTime } from '@entrepot/platform';
import { attempt } from '../domain/act-in-bulk';
import type { BulkItem } from '../domain/bulk';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

const READS_AT_ONCE = 25;

type Wish = Omit<OrderActionRequested, 'type' | 'orderId'>;

/** Decides for every order what an action would do, and records nothing. */
@Injectable()
export class BulkPreview {
  constructor(
    private readonly streams: Streams,
    private readonly time: DatabaseTime,
    private readonly config: OrdersConfig,
  ) {}

  async of(merchantId: string, orderIds: readonly string[], wish: Wish): Promise<BulkItem[]> {
    const items: BulkItem[] = [];
    for (let at = 0; at < orderIds.length; at += READS_AT_ONCE) {
      const some = orderIds.slice(at, at + READS_AT_ONCE);
      items.push(...(await Promise.all(some.map((orderId) => this.foresee(merchantId, orderId, wish)))));
    }
    return items;
  }

  private async foresee(merchantId: string, key: string, wish: Wish): Promise<BulkItem> {
    const { state } = await this.streams.read(OrderStream, merchantId, key);
    const read = (): never => {
      throw new Error('these actions read nothing else');
    };
    const given = { merchantId, key, now: this.time.now(), inputId: wish.bulkId, read };
    return attempt(this.config.saga)(state, new OrderActionRequested({ ...wish, orderId: key }), given).answer;
  }
}
