import { deriveId } from '@entrepot/kernel';
import { succeeded, type Row, type World } from './world';

export const CURRENCY = 'EUR';
export const UNIT_PRICE = 2_000;

let counter = 0;
const next = () => `${Date.now().toString(36)}-${(counter += 1)}`;

/** A SKU of its own for one journey, known to the catalog, with stock at places: `{ north: 5, south: 2 }`. */
export async function aSku(world: World, stock: Readonly<Record<string, number>>): Promise<string> {
  const sku = `SKU-${next()}`;
  const variants = [{ sku, weightGrams: 250, prices: [{ currency: CURRENCY, amount: UNIT_PRICE }] }];
  const product = { productId: sku.toLowerCase(), title: `Thing ${sku}`, variants };
  succeeded(await world.api('catalog').post('/v1/products', product, { idempotencyKey: sku }));
  for (const [placeId, quantity] of Object.entries(stock)) await receive(world, placeId, sku, quantity);
  await world.quiet();
  return sku;
}

/** Says what a SKU is put together from, and waits until everybody has heard. */
export async function bundle(world: World, sku: string, parts: Readonly<Record<string, number>>): Promise<void> {
  const components = Object.entries(parts).map(([part, quantity]) => ({ sku: part, quantity }));
  const path = `/v1/skus/${encodeURIComponent(sku)}/bundle`;
  succeeded(await world.api('catalog').put(path, { components }));
  await world.quiet();
}

/** Goods come in at a place. */
export async function receive(world: World, placeId: string, sku: string, quantity: number): Promise<void> {
  const receipt = { receiptId: `receipt-${next()}`, placeId, lines: [{ sku, quantity }] };
  const options = { idempotencyKey: receipt.receiptId };
  succeeded(await world.api('inventory').post('/v1/receipts', receipt, options));
}

/** Two places: one near the customers of the journeys, one far away. */
export async function thePlaces(world: World): Promise<void> {
  const address = { city: 'Somewhere', country: 'DE' };
  const inventory = world.api('inventory');
  const north = { name: 'North', address, latitude: 53.6, longitude: 10.1 };
  const south = { name: 'South', address, latitude: 48.1, longitude: 11.6 };
  succeeded(await inventory.put('/v1/places/north', north));
  succeeded(await inventory.put('/v1/places/south', south));
}

export interface OrderWish {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly tenders?: readonly { method: string; amount: number; capture?: 'manual' | 'immediate' }[];
  readonly shortagePolicy?: 'cancel' | 'backorder' | 'ship-available';
}

/** The body of an order from Hamburg, paid by one card unless said otherwise. */
export function anOrder({ lines, tenders, ...rest }: OrderWish): Row & { sourceOrderId: string } {
  const total = lines.reduce((sum, { quantity }) => sum + quantity * UNIT_PRICE, 0);
  return {
    source: 'e2e',
    sourceOrderId: next(),
    currency: CURRENCY,
    shipTo: { name: 'Ada', line1: 'Elbchaussee 1', city: 'Hamburg', country: 'DE', latitude: 53.55, longitude: 9.99 },
    lines: lines.map((line) => ({ ...line, unitPrice: UNIT_PRICE })),
    tenders: tenders ?? [{ method: 'card', amount: total }],
    ...rest,
  };
}

export function orderIdOf(world: World, body: { readonly sourceOrderId: string }): string {
  return deriveId('ord', world.system.merchantId, 'e2e', body.sourceOrderId);
}

/** Posts an order and gives its id. */
export async function place(world: World, wish: OrderWish): Promise<string> {
  const body = anOrder(wish);
  succeeded(await world.api('orders').post('/v1/orders', body, { idempotencyKey: body.sourceOrderId }));
  return orderIdOf(world, body);
}
