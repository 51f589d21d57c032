import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { MerchantPlan } from '../../tools/replay/olist/merchant';

const PLACES = 20;
const CURRENCY = 'EUR';

/** What is sold, and under which name its orders come. */
export interface Range {
  /** The source of orders; SKUs, products and receipts begin with it. */
  readonly name: string;
  readonly skus: number;
  /** In how many of the twenty places. */
  readonly places: number;
}

const BENCH: Range = { name: 'bench', skus: 200, places: PLACES };

const skuOf = (index: number, { name, skus }: Range) =>
  `${name.toUpperCase()}-${String(index % skus).padStart(4, '0')}`;
const priceOf = (index: number, { skus }: Range) => 500 + (index % skus) * 10;

/** A merchant with two hundred SKUs in each of twenty places spread over Europe, enough for `orders` orders and no shortage. */
export function benchMerchant(orders: number, range = BENCH): MerchantPlan {
  const { name, skus, places: stocked } = range;
  const products = Array.from({ length: skus }, (_, index) => ({
    productId: skuOf(index, range).toLowerCase(),
    title: `Bench product ${index}`,
    variants: [{ sku: skuOf(index, range), prices: [{ currency: CURRENCY, amount: priceOf(index, range) }] }],
  }));
  const places = Array.from({ length: PLACES }, (_, index) => ({
    placeId: `bench-${index}`,
    body: {
      name: `Bench place ${index}`,
      latitude: 42 + (index % 5) * 2,
      longitude: -2 + Math.floor(index / 5) * 5,
      address: { city: `City ${index}`, country: 'DE' },
    },
  }));
  const quantity = orders + 1000;
  // A second run on one system with as many orders receives nothing more; there is enough for both.
  const receipts = places.slice(0, stocked).map(({ placeId }) => ({
    receiptId: `${name}-${placeId}-${quantity}`,
    placeId,
    lines: Array.from({ length: skus }, (_, index) => ({ sku: skuOf(index, range), quantity })),
  }));
  return { products, places, receipts, withoutCoordinates: { sellers: 0 } };
}

/** Orders of two lines, paid by one card, spread over all of Europe and all SKUs. `run` keeps one run's orders apart from another's. */
export function benchOrders(orders: number, run: string, range = BENCH): OrderPlan[] {
  return Array.from({ length: orders }, (_, index): OrderPlan => {
    const lines = [0, 1].map((line) => {
      const sku = index * 7 + line * 31;
      return { lineId: String(line + 1), sku: skuOf(sku, range), quantity: 1 + line, unitPrice: priceOf(sku, range) };
    });
    const amount = lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 490);
    const sourceOrderId = `${run}-${index}`;
    const body = {
      source: range.name,
      sourceOrderId,
      currency: CURRENCY,
      customer: { customerId: `customer-${index}`, name: `Customer ${index}`, email: `customer${index}@example.org` },
      shipTo: {
        name: `Customer ${index}`,
        line1: `Street ${index % 97}`,
        city: 'Town',
        postalCode: String(10_000 + (index % 80_000)),
        country: 'DE',
        latitude: 42 + ((index * 13) % 90) / 10,
        longitude: -2 + ((index * 29) % 150) / 10,
      },
      lines,
      charges: [{ type: 'freight', amount: 490 }],
      tenders: [{ tenderId: 't1', method: 'card', amount }],
    };
    const purchasedAt = new Date().toISOString();
    return { sourceOrderId, status: 'processing', fate: 'open', purchasedAt, body, remarks: [] };
  });
}
