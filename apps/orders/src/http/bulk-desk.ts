import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { BulkAnswer, BulkOrders } from '@entrepot/contracts/orders';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import { InjectView, type HttpCause } from '@entrepot/platform';
import { BulkStream } from '../domain/bulk';
import { startBulk, type Wished } from '../domain/start-bulk';
import type { ListedOrder } from '../views/orders.view';
import { actorOf } from './actor';
import { bulkAnswer } from './bulk-answer';
import { BulkPreview } from './bulk-preview';
import { DEADLINE_MS } from './deadline';
import { whereOf } from './list-orders';

const MOST_ORDERS = 500;
/** So long a caller waits for the orders to answer before it is told how far they are. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

interface Chosen {
  readonly orderIds: readonly string[];
  readonly more: boolean;
}

/** Starts actions on many orders, and says how far they are. */
@Injectable()
export class BulkDesk {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly previews: BulkPreview,
    @InjectView('orders') private readonly orders: ViewTable<ListedOrder>,
  ) {}

  async run(merchantId: string, cause: HttpCause, body: BulkOrders): Promise<BulkAnswer> {
    const bulkId = deriveId('blk', merchantId, cause.key);
    const { orderIds, more } = await this.choose(merchantId, body);
    await this.commands.handle({
      on: BulkStream,
      merchantId,
      key: bulkId,
      cause,
      decide: (bulk, given) => startBulk(bulk, { wish: wishOf(body, cause), orderIds, more }, given),
      deadlineMs: DEADLINE_MS,
    });
    return this.progress(merchantId, bulkId, PATIENCE_MS);
  }

  /** How far it is, at latest after so long. */
  async progress(merchantId: string, bulkId: string, patienceMs = 0): Promise<BulkAnswer> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const { state } = await this.streams.read(BulkStream, merchantId, bulkId);
      const { action, more = false } = state;
      if (action === undefined) throw new DomainError('order.bulk-not-found', { bulkId });
      const answer = bulkAnswer({ bulkId, action, more }, state.items);
      if (answer.finished === answer.total || performance.now() >= until) return answer;
      await sleep(LOOK_EVERY_MS);
    }
  }

  async preview(merchantId: string, cause: HttpCause, body: BulkOrders): Promise<BulkAnswer> {
    const bulkId = deriveId('blk', merchantId, cause.key);
    const { orderIds, more } = await this.choose(merchantId, body);
    const items = await this.previews.of(merchantId, orderIds, { bulkId, ...wishOf(body, cause) });
    return bulkAnswer({ bulkId, action: body.action, dryRun: true, more }, items);
  }

  private async choose(merchantId: string, { orderIds, filter }: BulkOrders): Promise<Chosen> {
    if (orderIds !== undefined) return { orderIds: [...new Set(orderIds)], more: false };
    const where = whereOf(filter ?? {});
    const page = await this.orders.find(merchantId, { where, sort: { occurredAt: 1 }, limit: MOST_ORDERS });
    return { orderIds: page.items.map(({ orderId }) => orderId), more: page.next !== undefined };
  }
}

function wishOf({ action, reason, visibility }: BulkOrders, cause: HttpCause): Wished {
  const by = actorOf(cause);
  return {
    action,
    ...(reason !== undefined && { reason }),
    ...(visibility !== undefined && { visibility }),
    ...(by !== undefined && { by }),
  };
}
