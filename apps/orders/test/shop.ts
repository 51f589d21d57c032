import { VariantAdded, VariantBundled, VariantPriced } from '@entrepot/contracts/catalog';
import { StockReserved } from '@entrepot/contracts/inventory';
import { RoutePlanned, ShipmentDelivered, ShipmentPickedUp, ShipmentVoided } from '@entrepot/contracts/logistics';
import {
  OrderRoutingRequested,
  PaymentCaptureRequested,
  PaymentRequested,
  ShipmentRequested,
  StockReservationRequested,
  type OrderAnswer,
  type PlaceOrder,
} from '@entrepot/contracts/orders';
import { PaymentAuthorised, PaymentCaptured } from '@entrepot/contracts/payments';
import { deriveId, type AnyEvent } from '@entrepot/kernel';
import { Header } from '@entrepot/messaging';
import { eventually, Neighbour, testBackend, TopicReader } from '@entrepot/testing';
import { MERCHANT, type RunningOrders } from './running-orders';

export const orderIdOf = (sourceOrderId: string, source = 'webshop') =>
  deriveId('ord', MERCHANT, source, sourceOrderId);

/** The neighbours of orders: they answer when the test says so, over the real topics. */
export class Shop {
  readonly catalog: Neighbour;
  readonly inventory: Neighbour;
  readonly payments: Neighbour;
  readonly logistics: Neighbour;
  readonly returns: Neighbour;
  readonly reader: TopicReader;

  constructor(private readonly prefix: string) {
    const stand = (service: string) => new Neighbour(service, testBackend(), prefix);
    this.catalog = stand('catalog');
    this.inventory = stand('inventory');
    this.payments = stand('payments');
    this.logistics = stand('logistics');
    this.returns = stand('returns');
    this.reader = new TopicReader(testBackend(), prefix);
  }

  async open(): Promise<void> {
    const { catalog, inventory, payments, logistics, returns } = this;
    await Promise.all([catalog, inventory, payments, logistics, returns].map((each) => each.connect()));
    await this.reader.read('orders.order.v1', 'orders.stock-request.v1', 'orders.intake-result.v1', 'orders.sku.v1');
  }

  async close(): Promise<void> {
    const { catalog, inventory, payments, logistics, returns } = this;
    await Promise.all([...[catalog, inventory, payments, logistics, returns], this.reader].map((each) => each.close()));
  }

  /** The catalog tells of a SKU, with a price where one is given. */
  async adds(sku: string, amount?: number): Promise<void> {
    const productId = `p-${sku}`;
    const validFrom = '2010-01-01T00:00:00Z';
    const priced =
      amount === undefined ? [] : [new VariantPriced({ productId, sku, currency: 'EUR', amount, validFrom })];
    await this.catalog.publish(this.stream('product', productId), new VariantAdded({ productId, sku }), ...priced);
  }

  /** The catalog tells what a SKU is put together from. */
  async bundles(sku: string, components: { sku: string; quantity: number }[]): Promise<void> {
    const productId = `p-${sku}`;
    await this.catalog.publish(this.stream('product', productId), new VariantBundled({ productId, sku, components }));
  }

  /** Publishes a submitted order as another system would. */
  async submits(body: PlaceOrder | string, messageId: string, merchantId = MERCHANT): Promise<void> {
    const value = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { [Header.id]: messageId, [Header.type]: 'OrderSubmitted', [Header.merchant]: merchantId };
    const message = { key: `${merchantId}/${messageId}`, value, headers };
    await this.catalog.send([{ topic: `${this.prefix}-orders.intake.v1`, message }]);
  }

  async routes(orderId: string, placeId = 'gru', attempt = 1): Promise<void> {
    const { lines } = await this.asked<OrderRoutingRequested>('OrderRoutingRequested', { orderId, attempt });
    const allocations = [{ placeId, lines, reason: 'it is near' }];
    const route = new RoutePlanned({ orderId, attempt, allocations, shortages: [], considered: [] });
    await this.logistics.publish(this.stream('routing', `${orderId}:${attempt}`), route);
  }

  async reserves(orderId: string): Promise<void> {
    const { reservationId, placeId, lines, expiresAt } = await this.asked<StockReservationRequested>(
      'StockReservationRequested',
      { orderId },
    );
    const reserved = new StockReserved({ orderId, reservationId, placeId, lines, expiresAt });
    await this.inventory.publish(this.stream('reservation', reservationId), reserved);
  }

  async authorises(orderId: string): Promise<void> {
    const { paymentId, total } = await this.asked<PaymentRequested>('PaymentRequested', { orderId });
    await this.pays(paymentId, new PaymentAuthorised({ orderId, paymentId, amount: total, captured: 0 }));
  }

  async captures(orderId: string): Promise<void> {
    const { paymentId, captureId, amount } = await this.asked<PaymentCaptureRequested>('PaymentCaptureRequested', {
      orderId,
    });
    await this.pays(paymentId, new PaymentCaptured({ orderId, paymentId, captureId, amount }));
  }

  async pays(paymentId: string, ...facts: AnyEvent[]): Promise<void> {
    await this.payments.publish(this.stream('payment', paymentId), ...facts);
  }

  async picksUp(orderId: string): Promise<void> {
    const { shipmentId, reservationId, lines } = await this.shipmentOf(orderId);
    const fact = new ShipmentPickedUp({ orderId, shipmentId, reservationId, lines, direction: 'outbound' });
    await this.ships(shipmentId, fact);
  }

  async delivers(orderId: string): Promise<void> {
    const { shipmentId, placeId, lines } = await this.shipmentOf(orderId);
    await this.ships(shipmentId, new ShipmentDelivered({ orderId, shipmentId, placeId, lines, direction: 'outbound' }));
  }

  async voids(orderId: string): Promise<void> {
    const { shipmentId, reservationId } = await this.shipmentOf(orderId);
    await this.ships(shipmentId, new ShipmentVoided({ orderId, shipmentId, reservationId }));
  }

  async ships(shipmentId: string, ...facts: AnyEvent[]): Promise<void> {
    await this.logistics.publish(this.stream('shipment', shipmentId), ...facts);
  }

  shipmentOf(orderId: string): Promise<ShipmentRequested> {
    return this.asked<ShipmentRequested>('ShipmentRequested', { orderId });
  }

  /** Everything on the way to a shipment goes well. */
  async confirms(orderId: string): Promise<void> {
    await this.routes(orderId);
    await this.reserves(orderId);
    await this.authorises(orderId);
    await this.shipmentOf(orderId);
  }

  /** Waits for the newest request of a kind. */
  async asked<E extends AnyEvent>(type: E['type'], match: Partial<E>, count = 1): Promise<E> {
    const found = await this.reader.waitFor<E>(type, match, count);
    const last = found.at(-1);
    if (last === undefined) throw new Error(`${type} ${JSON.stringify(match)} was not asked for`);
    return last.event;
  }

  stream(kind: string, key: string) {
    return { merchantId: MERCHANT, kind, key };
  }
}

/** Waits until an order is in one of these states; gives what it is then. */
export function reaches(orders: RunningOrders, orderId: string, ...states: string[]): Promise<OrderAnswer> {
  const ask = () => orders.bodyOf<OrderAnswer>(`/v1/orders/${orderId}`);
  return eventually(ask, ({ state }) => states.includes(state));
}
