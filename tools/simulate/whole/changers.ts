import { DomainError } from '@entrepot/kernel';
import { OrderChangesController } from '../../../apps/orders/src/http/order-changes.controller';
import type { Random } from '../engine/random';
import { Client } from '../world/client';
import type { World } from '../world/world';
import { cause, MERCHANT } from './shop';

/** What a customer wants otherwise, once the order is there. */
export interface OrderChange {
  readonly atMs: number;
  readonly wish: 'address' | 'quantity' | 'added line';
  /** Of the line, as it is to be. */
  readonly quantity: number;
}

const UNIT_PRICE = 1_000;
const REASON = 'changed my mind';

export function anyChange(random: Random): OrderChange {
  return {
    atMs: random.between(1, 600),
    wish: random.pick(['address', 'quantity', 'quantity', 'added line']),
    quantity: random.between(1, 3),
  };
}

/** Customers who want their order sent elsewhere, or with other pieces in it. They may be refused. */
export class Changers {
  private readonly client: Client;

  constructor(world: World) {
    this.client = new Client(world);
  }

  async ask(orderId: string, change: OrderChange): Promise<void> {
    const asked = this.client.insist('orders', ({ doors }) => {
      const door = doors.make(OrderChangesController) as OrderChangesController;
      const from = cause('POST change', `change-${orderId}`) as never;
      if (change.wish === 'address') return door.changeAddress(MERCHANT, from, orderId, undefined, ADDRESS);
      return door.changeLines(MERCHANT, from, orderId, undefined, {}, linesOf(change));
    });
    await asked.catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
}

const ADDRESS = { shipTo: { city: 'Faro', country: 'PT' }, reason: REASON };

function linesOf({ wish, quantity }: OrderChange) {
  return wish === 'quantity'
    ? { change: [{ lineId: '1', quantity }], reason: REASON }
    : { add: [{ sku: 'A', quantity: 1, unitPrice: UNIT_PRICE }], reason: REASON };
}
