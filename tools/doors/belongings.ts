import { BACKBONE_SERVICES } from '@entrepot/contracts/access';
import type { ServiceName } from '@entrepot/testing';
import { Api } from '../replay/api';
import { untilQuiet } from '../replay/quiet';
import type { Launched } from './launched';
import type { Route } from './routes';

type Row = Readonly<Record<string, unknown>>;

const SKU = 'WALKED-SKU';
/** Stands where there is no id to put. */
const NONE = 'none';
const PATIENCE_MS = 40_000;

/** A merchant with one of everything, made through the doors: an order that was delivered and partly sent back. */
export class Belongings {
  private readonly ids: Record<string, string> = {};

  private constructor(
    private readonly launched: Launched,
    private readonly merchantId: string,
    private readonly key: string,
  ) {}

  static async made(launched: Launched, merchantId: string, key: string): Promise<Belongings> {
    const belongings = new Belongings(launched, merchantId, key);
    const quiet = () => untilQuiet(BACKBONE_SERVICES.map((service) => belongings.api(service)));
    await belongings.stock();
    // Logistics looks for what it has heard of.
    await quiet();
    await belongings.order();
    await belongings.clients();
    await quiet();
    return belongings;
  }

  /** What stands in a route's path for this merchant: the id of one of its things, where it has one. */
  pathOf({ service, path }: Route): string {
    return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(this.valueOf(service, path, name)));
  }

  /** Whether a route is about something that this merchant has. */
  has({ service, path }: Route): boolean {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    return names.every((name) => this.valueOf(service, path, name) !== NONE);
  }

  /** Words that stand in the answers about its things and in nobody else's. */
  get marks(): readonly string[] {
    const { orderId, paymentId, shipmentId, returnId, reservationId, keyId, secretId } = this.ids;
    const made = [orderId, paymentId, shipmentId, returnId, reservationId, keyId, secretId];
    return [SKU, 'walked-', ...made.filter((id) => id !== undefined)];
  }

  private valueOf(service: string, path: string, name: string): string {
    if (name === 'kind') return service === 'orders' ? 'order' : NONE;
    if (name === 'key') return this.ids['orderId'] ?? '';
    if (name === 'id') return path.startsWith('/v1/payments') ? (this.ids['paymentId'] ?? NONE) : NONE;
    const known: Record<string, string | undefined> = { sku: SKU, merchantId: this.merchantId, ...this.ids };
    return known[name] ?? NONE;
  }

  private api(service: ServiceName, key = this.key): Api {
    return new Api(this.launched.urlOf(service), key);
  }

  private async send(service: ServiceName, path: string, body: object, method: 'post' | 'put' = 'post'): Promise<Row> {
    const idempotencyKey = `walk ${path} ${JSON.stringify(body)}`.replace(/\W/g, '').slice(0, 100);
    // Returns hears of a delivery later than the order does.
    const options = { idempotencyKey, notYet: 'return.not-delivered' };
    const reply = await this.api(service)[method](path, body, options);
    if (reply.status >= 400) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  private async stock(): Promise<void> {
    const prices = [{ currency: 'EUR', amount: 2_000 }];
    const variants = [{ sku: SKU, weightGrams: 250, prices }];
    Object.assign(this.ids, { productId: 'walked-product', placeId: 'walked-place', receiptId: 'walked-receipt' });
    Object.assign(this.ids, { adjustmentId: 'walked-adjustment', countId: 'walked-count' });
    const { productId, placeId, receiptId, adjustmentId, countId } = this.ids;
    await this.send('catalog', '/v1/products', { productId, title: 'walked-title', variants });
    const place = { name: 'walked-name', address: { city: 'Bonn', country: 'DE' }, latitude: 50.7, longitude: 7.1 };
    await this.send('inventory', `/v1/places/${placeId}`, place, 'put');
    await this.send('inventory', '/v1/receipts', { receiptId, placeId, lines: [{ sku: SKU, quantity: 9 }] });
    await this.send('inventory', '/v1/adjustments', { adjustmentId, placeId, sku: SKU, delta: -1, cause: 'damaged' });
    await this.send('inventory', '/v1/counts', { countId, placeId, sku: SKU, counted: 8, expected: 8 });
  }

  private async order(): Promise<void> {
    const body = {
      source: 'walked-source',
      sourceOrderId: 'walked-order',
      currency: 'EUR',
      shipTo: { city: 'Hamburg', country: 'DE', latitude: 53.5, longitude: 10 },
      lines: [{ sku: SKU, quantity: 2, unitPrice: 2_000 }],
      tenders: [{ method: 'card', amount: 4_000 }],
    };
    const { orderId } = await this.send('orders', '/v1/orders', body);
    const about = `?orderId=${String(orderId)}`;
    const { shipmentId, trackingNumber } = await this.first('logistics', `/v1/shipments${about}`, 'trackingNumber');
    const advance = `/sandbox/carrier/parcels/${String(trackingNumber)}/advance`;
    await this.api('sandbox', this.launched.secrets.apiKey).post(advance, { to: 'DELIVERED', steps: true });
    await this.until(`/v1/orders/${String(orderId)}`, ({ state }) => state === 'delivered');
    const lines = [{ lineId: '1', quantity: 1 }];
    const { returnId } = await this.send('returns', '/v1/returns', { orderId, lines, reason: 'damaged', returnReference: 'walked' }); // prettier-ignore
    const { paymentId } = await this.first('payments', `/v1/payments${about}`, 'paymentId');
    const { reservationId } = await this.first('inventory', `/v1/reservations${about}`, 'reservationId');
    const { erasureId } = await this.send('orders', '/v1/erasures', { customerId: 'walked-nobody' });
    const { bulkId } = await this.send('orders', '/v1/orders/bulk', {
      action: 'note',
      orderIds: [orderId],
      reason: 'x',
    });
    Object.assign(this.ids, { orderId, shipmentId, returnId, paymentId, reservationId, erasureId, bulkId });
  }

  private async clients(): Promise<void> {
    const client = { clientId: 'walked-client', name: 'walked-name', scopes: ['orders:read'] };
    await this.send('access', '/v1/clients', client);
    const { keyId } = await this.send('access', `/v1/clients/${client.clientId}/keys`, {});
    const { secretId } = await this.send('access', '/v1/webhook-secrets', { sender: 'walked-sender' });
    await this.send('access', '/v1/policies', { returnWindowDays: 33 }, 'put');
    Object.assign(this.ids, { clientId: client.clientId, keyId, sender: 'walked-sender', secretId });
  }

  /** The first row of a list, once it has this field. */
  private async first(service: ServiceName, path: string, field: string): Promise<Row> {
    const list = () => this.api(service).get<{ items: readonly Row[] }>(path);
    const { items } = await this.ask(path, list, ({ items: [row] }) => row?.[field] !== undefined);
    return items[0]!;
  }

  private async until(path: string, isSo: (row: Row) => boolean): Promise<Row> {
    return this.ask(path, () => this.api('orders').get<Row>(path), isSo);
  }

  private async ask<T>(what: string, ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (isSo(answer)) return answer;
      if (Date.now() > deadline) throw new Error(`${what} did not come about: ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
