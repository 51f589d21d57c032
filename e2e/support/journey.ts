import { contentHash, sum } from '@entrepot/kernel';
import { succeeded, type Row, type World } from './world';

export interface StoryLine {
  readonly service: string;
  readonly event: string;
  readonly at: string;
  readonly summary: string;
}

export interface Shipment extends Row {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly placeId: string;
  readonly direction: string;
  readonly state: string;
  readonly trackingNumber?: string;
}

export interface Payment extends Row {
  readonly captured: number;
  readonly refunded: number;
  readonly held: number;
  readonly state: string;
}

export interface Order extends Row {
  readonly orderId: string;
  readonly state: string;
  readonly lines: readonly { lineId: string; sku: string; quantity: number }[];
  readonly linesTotal: number;
  readonly freight: number;
  readonly surcharges: number;
  readonly taxes?: number;
  readonly discounts: number;
  readonly cancelled: number;
  readonly captured: number;
  readonly refunded: number;
  readonly open: number;
}

/** One order on its way, seen through the doors. */
export class Journey {
  constructor(
    readonly world: World,
    readonly orderId: string,
  ) {}

  order(): Promise<Order> {
    return this.world.api('orders').get<Order>(`/v1/orders/${this.orderId}`);
  }

  /** Waits until the order is in one of these states. */
  reaches(...states: string[]): Promise<Order> {
    const what = `${this.orderId} ${states.join(' or ')}`;
    return this.world.until(
      what,
      () => this.order(),
      ({ state }) => states.includes(state),
    );
  }

  async story(): Promise<StoryLine[]> {
    const lines: StoryLine[] = [];
    for await (const line of this.world.api('orders').all<StoryLine>(`/v1/orders/${this.orderId}/story`))
      lines.push(line);
    return lines;
  }

  /** Waits until the story tells of an event. */
  async tells(event: string): Promise<StoryLine[]> {
    const has = (lines: StoryLine[]) => lines.some((line) => line.event === event);
    return this.world.until(`story of ${event}`, () => this.story(), has);
  }

  async shipments(direction = 'outbound'): Promise<Shipment[]> {
    const found: Shipment[] = [];
    const list = `/v1/shipments?orderId=${this.orderId}`;
    for await (const shipment of this.world.api('logistics').all<Shipment>(list)) found.push(shipment);
    return found.filter((shipment) => shipment.direction === direction);
  }

  /** Waits until every shipment (at least `count`) has its label, and gives them. */
  labelled(count = 1, direction = 'outbound'): Promise<(Shipment & { trackingNumber: string })[]> {
    const ready = (all: Shipment[]) =>
      all.length >= count && all.every(({ trackingNumber }) => trackingNumber !== undefined);
    const found = this.world.until(`${count} labels of ${this.orderId}`, () => this.shipments(direction), ready);
    return found as Promise<(Shipment & { trackingNumber: string })[]>;
  }

  /** The carrier moves every shipment on. */
  async carry(to: string, direction = 'outbound'): Promise<void> {
    for (const { trackingNumber } of await this.labelled(1, direction)) await this.advance(trackingNumber, to);
  }

  async advance(trackingNumber: string, to: string): Promise<void> {
    const path = `/sandbox/carrier/parcels/${trackingNumber}/advance`;
    succeeded(await this.world.api('sandbox').post(path, { to, steps: true }));
  }

  async payment(): Promise<Payment> {
    const list = await this.world
      .api('payments')
      .get<{ items: { paymentId: string }[] }>(`/v1/payments?orderId=${this.orderId}`);
    const [first] = list.items;
    if (!first) throw new Error(`${this.orderId} has no payment`);
    return this.world.api('payments').get<Payment>(`/v1/payments/${first.paymentId}`);
  }

  async cancel(body: Row = { reason: 'changed my mind' }): Promise<number> {
    const options = { idempotencyKey: `cancel-${this.orderId}-${contentHash(body).slice(0, 16)}` };
    return (await this.world.api('orders').post(`/v1/orders/${this.orderId}/cancel`, body, options)).status;
  }

  /** The order's books: what is owed, what was taken, and that both services tell the same. */
  async books(): Promise<{ owed: number; settled: number; open: number; held: number }> {
    await this.world.quiet();
    const order = await this.order();
    const payment = await this.payment();
    expect([payment.captured, payment.refunded]).toEqual([order.captured, order.refunded]);
    const owed =
      order.linesTotal + order.freight + order.surcharges - order.discounts + (order.taxes ?? 0) - order.cancelled;
    return { owed, settled: order.captured - order.refunded, open: order.open, held: payment.held };
  }
}

/** Units of a SKU over all places. */
export async function stockOf(world: World, sku: string): Promise<{ onHand: number; reserved: number }> {
  const { items } = await world
    .api('inventory')
    .get<{ items: { onHand: number; reserved: number }[] }>(`/v1/stock?sku=${encodeURIComponent(sku)}`);
  return { onHand: sum(items.map(({ onHand }) => onHand)), reserved: sum(items.map(({ reserved }) => reserved)) };
}
