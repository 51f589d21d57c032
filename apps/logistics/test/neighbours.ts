import { VariantAdded } from '@entrepot/contracts/catalog';
import { PlaceRegistered, StockPosted } from '@entrepot/contracts/inventory';
import {
  OrderRoutingRequested,
  ShipmentInterceptionRequested,
  ShipmentRequested,
  ShipmentVoidRequested,
} from '@entrepot/contracts/orders';
import { ReturnShipmentRequested } from '@entrepot/contracts/returns';
import type { ShipLine } from '@entrepot/contracts/shared';
import type { AnyEvent } from '@entrepot/kernel';
import { Neighbour, type BackendAddresses, type SentEvent } from '@entrepot/testing';
import { MERCHANT } from './running-sandbox';

const CAMPINAS = { city: 'Campinas', country: 'BR', latitude: -22.9056, longitude: -47.0608 };

/** The services around logistics, by what they say. */
export class Neighbours {
  private readonly catalog: Neighbour;
  private readonly inventory: Neighbour;
  private readonly orders: Neighbour;
  private readonly returns: Neighbour;

  constructor(backend: BackendAddresses, prefix: string) {
    this.catalog = new Neighbour('catalog', backend, prefix);
    this.inventory = new Neighbour('inventory', backend, prefix);
    this.orders = new Neighbour('orders', backend, prefix);
    this.returns = new Neighbour('returns', backend, prefix);
  }

  async connect(): Promise<void> {
    await Promise.all(this.all.map((neighbour) => neighbour.connect()));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((neighbour) => neighbour.close()));
  }

  variant(sku: string, weightGrams: number) {
    return this.catalog.publish(this.at('product', sku), new VariantAdded({ productId: sku, sku, weightGrams }));
  }

  place(placeId: string, at: { latitude?: number; longitude?: number; handlingCost?: number } = {}) {
    const address = { city: placeId, country: 'BR' };
    const event = new PlaceRegistered({ placeId, name: placeId, address, ...at });
    return this.inventory.publish(this.at('place', placeId), event);
  }

  stock(sku: string, placeId: string, onHand: number, reserved = 0) {
    const entry = { causeType: 'receipt' as const, causeId: 'r', onHandDelta: onHand, reservedDelta: reserved };
    const event = new StockPosted({ sku, placeId, ...entry, onHand, reserved });
    return this.inventory.publish(this.at('stock', `${sku}@${placeId}`), event);
  }

  route(orderId: string, lines: ShipLine[], attempt = 1, excludedPlaces?: string[]) {
    const asked = { orderId, attempt, lines, shipTo: CAMPINAS, ...(excludedPlaces && { excludedPlaces }) };
    return this.order(orderId, new OrderRoutingRequested(asked));
  }

  /** The first route of an order that was placed at this time. */
  firstRoute(orderId: string, lines: ShipLine[], askedAt: string) {
    return this.order(orderId, new OrderRoutingRequested({ orderId, attempt: 1, lines, shipTo: CAMPINAS, askedAt }));
  }

  ship(orderId: string, shipmentId: string, lines: ShipLine[], placeId = 'gru-1') {
    const asked = { orderId, shipmentId, placeId, lines, reservationId: `rsv_${shipmentId}`, shipTo: CAMPINAS };
    return this.order(orderId, new ShipmentRequested(asked));
  }

  voidShipment(orderId: string, shipmentId: string) {
    return this.order(orderId, new ShipmentVoidRequested({ orderId, shipmentId, reason: 'cancelled' }));
  }

  intercept(orderId: string, shipmentId: string) {
    return this.order(orderId, new ShipmentInterceptionRequested({ orderId, shipmentId, reason: 'cancelled' }));
  }

  sendBack(orderId: string, returnId: string, shipmentId: string, lines: ShipLine[]) {
    const asked = { orderId, returnId, shipmentId, placeId: 'gru-1', lines, from: CAMPINAS };
    return this.returns.publish(this.at('return', returnId), new ReturnShipmentRequested(asked));
  }

  /** The same messages once more, as after a restart of their sender. */
  again(sent: SentEvent[]) {
    return this.orders.send(sent);
  }

  private order(orderId: string, event: AnyEvent) {
    return this.orders.publish(this.at('order', orderId), event);
  }

  private at(kind: string, key: string) {
    return { merchantId: MERCHANT, kind, key };
  }

  private get all(): Neighbour[] {
    return [this.catalog, this.inventory, this.orders, this.returns];
  }
}
