import { DomainError, type AnyEvent } from '@entrepot/kernel';
import type { CommitRecord } from '@entrepot/eventstore';
import { AdjustmentsController } from '../../../apps/inventory/src/http/adjustments.controller';
import { CountsController } from '../../../apps/inventory/src/http/counts.controller';
import { ShipmentsController } from '../../../apps/logistics/src/http/shipments.controller';
import { OrderActionsController } from '../../../apps/orders/src/http/order-actions.controller';
import type { Random } from '../engine/random';
import { Client, type Asked } from '../world/client';
import type { World } from '../world/world';
import { cause, MERCHANT, type Shop } from './shop';

/** What people do besides customers. Of orders: `hold` (and let go later), or give up a piece. The others correct stock. */
export interface Act {
  readonly kind: 'hold' | 'less' | 'receive' | 'adjust' | 'count';
  readonly atMs: number;
  readonly order: number;
  readonly sku: string;
  readonly placeId: string;
  readonly pieces: number;
}

const HOLD_MS = 200;
const LOOK_AT_MS = 50;

export function anyAct(random: Random, orders: number, skus: readonly string[], places: readonly string[]): Act {
  return {
    kind: random.pick(['hold', 'hold', 'less', 'less', 'receive', 'adjust', 'count']),
    atMs: random.between(1, 700),
    order: random.between(0, orders - 1),
    sku: random.pick(skus),
    placeId: random.pick(places),
    pieces: random.between(1, 3),
  };
}

interface Told extends AnyEvent {
  readonly reason?: string;
}

/** People of the merchant, who may be refused. */
export class Operators {
  private readonly client: Client;

  constructor(
    world: World,
    private readonly shop: Shop,
    private readonly keep: (work: Promise<unknown>) => void,
  ) {
    this.client = new Client(world);
    const told = (record: CommitRecord) => this.hear(record);
    world.databaseOf('logistics').told = told;
    world.databaseOf('orders').told = told;
  }

  async act(act: Act, orderId: string, actId: string): Promise<void> {
    await this.client.wait(act.atMs);
    switch (act.kind) {
      case 'hold':
        return this.hold(orderId, actId);
      case 'less':
        return this.cancelPiece(orderId, actId);
      case 'receive':
        return this.shop.receive(actId, act.placeId, [{ sku: act.sku, quantity: act.pieces }]);
      case 'adjust':
        return this.adjust(act, actId);
      case 'count':
        return this.count(act, actId);
    }
  }

  private hear({ events, key, version }: CommitRecord): void {
    for (const { type, reason } of events as readonly Told[]) {
      if (type === 'LabelFailed') this.keep(this.askLabelAgain(key));
      if (type === 'OrderHeld' && reason === 'manual') this.keep(this.letGo(key, `${key}-${version}`));
    }
  }

  private hold(orderId: string, actId: string): Promise<void> {
    return this.wish('orders', ({ doors }) => {
      const door = doors.make(OrderActionsController) as OrderActionsController;
      return door.hold(MERCHANT, cause('POST hold', actId), orderId, undefined, { reason: 'to be looked at' });
    });
  }

  private async letGo(orderId: string, actId: string): Promise<void> {
    await this.client.wait(HOLD_MS);
    await this.wish('orders', ({ doors }) => {
      const door = doors.make(OrderActionsController) as OrderActionsController;
      return door.release(MERCHANT, cause('POST release', actId), orderId, undefined, {});
    });
  }

  private cancelPiece(orderId: string, actId: string): Promise<void> {
    return this.wish('orders', ({ doors }) => {
      const door = doors.make(OrderActionsController) as OrderActionsController;
      const body = { reason: 'one too many', lines: [{ lineId: '1', quantity: 1 }] };
      return door.cancel(MERCHANT, cause('POST cancel', actId), orderId, undefined, body);
    });
  }

  private adjust({ sku, placeId, pieces }: Act, adjustmentId: string): Promise<void> {
    return this.wish('inventory', ({ doors }) => {
      const door = doors.make(AdjustmentsController) as AdjustmentsController;
      const body = { adjustmentId, sku, placeId, delta: pieces === 1 ? -1 : 1, cause: 'correction' as const };
      return door.adjust(MERCHANT, cause('POST adjustments', adjustmentId) as never, body);
    });
  }

  private count({ sku, placeId, pieces: expected }: Act, countId: string): Promise<void> {
    return this.wish('inventory', ({ doors }) => {
      const door = doors.make(CountsController) as CountsController;
      const body = { countId, sku, placeId, counted: expected - 1, expected };
      return door.count(MERCHANT, cause('POST counts', countId) as never, body);
    });
  }

  /** Somebody has mended the address. */
  private async askLabelAgain(shipmentId: string): Promise<void> {
    await this.client.wait(LOOK_AT_MS);
    await this.wish('logistics', ({ doors }) => {
      const door = doors.make(ShipmentsController) as ShipmentsController;
      return door.askLabelAgain(MERCHANT, shipmentId, cause('POST label', shipmentId) as never);
    });
  }

  private async wish(service: string, work: Asked<unknown>): Promise<void> {
    await this.client.insist(service, work).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
}
