import { StockReservationRequested } from '@entrepot/contracts/orders';
import { Neighbour, type SentEvent } from '@entrepot/testing';
import type { Target } from '../../tools/system-for-tool';

const TOPIC = 'orders.stock-request.v1';
const BATCH = 250;
const HELD_FOR_MS = 3_600_000;

export interface Attempts {
  readonly run: string;
  readonly count: number;
  readonly sku: string;
  readonly placeId: string;
}

/** Clients that publish reservation requests as orders' relay would, each to a partition of its own. */
export class Producers {
  private readonly clients: readonly Neighbour[];

  constructor(
    private readonly target: Target,
    count: number,
  ) {
    const { backends } = target;
    const at = { brokers: backends.brokers.join() };
    // The topic is named below: the target knows its full name, not the prefix.
    this.clients = Array.from({ length: count }, () => new Neighbour('orders', at, ''));
  }

  async connect(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.connect()));
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
  }

  /** Messages for one unit each, by client; every attempt comes of an order of its own. */
  prepare({ run, count, sku, placeId }: Attempts): SentEvent[][] {
    const expiresAt = new Date(Date.now() + HELD_FOR_MS).toISOString();
    const ids = Array.from({ length: count }, (_, index) => `${run}-${index}`);
    return this.clients.map((client, place) => {
      const own = ids.filter((_, index) => index % this.clients.length === place);
      const events = own.map((id) => ({
        stream: { merchantId: this.target.merchantId, kind: 'order', key: id },
        event: new StockReservationRequested({
          ...{ orderId: id, reservationId: id, placeId, expiresAt },
          lines: [{ sku, quantity: 1 }],
        }),
      }));
      return client.prepare(events).map(({ message }) => this.placed(message, place));
    });
  }

  /** All clients at once, each as fast as the broker takes it. */
  async send(prepared: readonly (readonly SentEvent[])[]): Promise<void> {
    await Promise.all(
      this.clients.map(async (client, index) => {
        const own = prepared[index] ?? [];
        for (let at = 0; at < own.length; at += BATCH) await client.send(own.slice(at, at + BATCH));
      }),
    );
  }

  private placed(message: SentEvent['message'], partition: number): SentEvent {
    return { topic: this.target.backends.topic(TOPIC), message: { ...message, partition } };
  }
}
