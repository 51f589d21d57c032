import type { PlaceOrder } from '@entrepot/contracts/orders';
import { VariantAdded, VariantBundled, VariantPriced } from '@entrepot/contracts/catalog';
import type { AnyEvent } from '@entrepot/kernel';
import { recordId, streamId } from '@entrepot/eventstore';
import { PlacesController } from '../../../apps/inventory/src/http/places.controller';
import { ReceiptsController } from '../../../apps/inventory/src/http/receipts.controller';
import { CarrierWebhooksController } from '../../../apps/logistics/src/http/carrier-webhooks.controller';
import type { CarrierNews } from '../../../apps/logistics/src/domain/carrier-news';
import { orderIdOf } from '../../../apps/orders/src/domain/submitted-order';
import { OrderActionsController } from '../../../apps/orders/src/http/order-actions.controller';
import { OrderDesk } from '../../../apps/orders/src/http/order-desk';
import { WebhooksController } from '../../../apps/payments/src/http/webhooks.controller';
import { Client } from '../world/client';
import type { World } from '../world/world';
import { noticeOf } from './notices';
import type { HeldPayment } from './provider';

export const MERCHANT = 'm';
const CATALOG = 'catalog.product.v1';
const INTAKE = 'orders.intake.v1';

/** A message as somebody sends it to the intake topic. */
export interface IntakeMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whoever is outside and asks the services for something, and asks again until there is an answer. */
export class Shop {
  private readonly client: Client;
  private notices = 0;

  constructor(private readonly world: World) {
    this.client = new Client(world);
  }

  /** The catalog tells of a SKU and its price, and that it is put together from others. */
  addSku(sku: string, amount: number, parts: readonly string[] = []): void {
    const named = { productId: sku, sku };
    const validFrom = '2020-01-01T00:00:00Z';
    this.tell(1, new VariantAdded({ ...named, weightGrams: 100 } as never));
    this.tell(2, new VariantPriced({ ...named, currency: 'EUR', amount, validFrom }));
    if (parts.length === 0) return;
    this.tell(3, new VariantBundled({ ...named, components: parts.map((part) => ({ sku: part, quantity: 1 })) }));
  }

  /** Somebody sends an order to the intake topic, or what is none. */
  submit({ key, value, headers }: IntakeMessage): void {
    const { broker } = this.world;
    broker.append(INTAKE, broker.partitionOf(INTAKE, key), [{ key, value, headers }]);
  }

  private tell(version: number, event: AnyEvent & { readonly sku: string }): void {
    const { broker } = this.world;
    const { sku } = event;
    const stream = streamId(MERCHANT, 'product', sku);
    const headers = {
      ce_specversion: '1.0',
      ce_id: `${recordId(stream, version)}#0`,
      ce_source: '/entrepot/catalog',
      ce_type: event.type,
      ce_subject: stream,
      ce_time: new Date(broker.simulation.time).toISOString(),
      ce_merchantid: MERCHANT,
    };
    const key = `${MERCHANT}/${sku}`;
    broker.append(CATALOG, broker.partitionOf(CATALOG, key), [{ key, value: JSON.stringify(event), headers }]);
  }

  async stock(placeId: string, lines: readonly { sku: string; quantity: number }[]): Promise<void> {
    await this.client.insist('inventory', ({ doors }) => {
      const places = doors.make(PlacesController) as PlacesController;
      return places.describe(MERCHANT, cause('PUT /v1/places', placeId), placeId, { name: placeId } as never);
    });
    await this.receive(`r-${placeId}`, placeId, lines);
  }

  async receive(
    receiptId: string,
    placeId: string,
    lines: readonly { sku: string; quantity: number }[],
  ): Promise<void> {
    await this.client.insist('inventory', ({ doors }) => {
      const receipts = doors.make(ReceiptsController) as ReceiptsController;
      const body = { receiptId, placeId, lines: [...lines] };
      return receipts.receive(MERCHANT, cause('POST /v1/receipts', receiptId), body as never);
    });
  }

  /** The id of the order, once it is taken on. */
  async place(sourceOrderId: string, body: Omit<PlaceOrder, 'source' | 'sourceOrderId'>): Promise<string> {
    const name = { source: 'shop', sourceOrderId };
    await this.client.insist('orders', ({ doors }) => {
      const desk = doors.make(OrderDesk) as OrderDesk;
      return desk.place(MERCHANT, { ...body, ...name }, name, cause('POST /v1/orders', sourceOrderId));
    });
    return orderIdOf(MERCHANT, name);
  }

  wait(ms: number): Promise<void> {
    return this.client.wait(ms);
  }

  /** A wish that may be refused. */
  async cancel(orderId: string): Promise<void> {
    await this.client
      .insist('orders', ({ doors }) => {
        const actions = doors.make(OrderActionsController) as OrderActionsController;
        const body = { reason: 'changed my mind' };
        return actions.cancel(MERCHANT, cause('POST cancel', orderId), orderId, undefined, body);
      })
      .catch(() => undefined);
  }

  async webhook(news: CarrierNews): Promise<void> {
    await this.client.insist('logistics', ({ doors }) => {
      const door = doors.make(CarrierWebhooksController) as CarrierWebhooksController;
      return door.receive(news.carrier, MERCHANT, {}, news as never, cause('POST webhooks', undefined) as never);
    });
  }

  async notice(payment: HeldPayment): Promise<void> {
    const notice = noticeOf(MERCHANT, `n${(this.notices += 1)}`, payment, this.world.simulation.time);
    await this.client.insist('payments', ({ doors }) => {
      const door = doors.make(WebhooksController) as WebhooksController;
      return door.receive(MERCHANT, {}, notice as never, cause('POST notices', undefined) as never);
    });
  }
}

export function cause(source: string, key: string | undefined) {
  return { source: `http:${source}`, ...(key !== undefined && { key }) } as { source: string; key: string };
}
