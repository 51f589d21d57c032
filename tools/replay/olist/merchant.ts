import { parseMinor } from '@entrepot/kernel';
import { toTimestamp } from './local-time';
import { groupBy, indexBy, type OlistTables, type Row } from './tables';

export const CURRENCY = 'BRL';

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export interface PlacePlan {
  readonly placeId: string;
  readonly body: Record<string, unknown>;
}

export interface ReceiptPlan {
  readonly receiptId: string;
  readonly placeId: string;
  readonly lines: readonly { sku: string; quantity: number }[];
}

/** What the merchant has before the first order: products with price history, sellers as places, stock as receipts. */
export interface MerchantPlan {
  readonly products: readonly Record<string, unknown>[];
  readonly places: readonly PlacePlan[];
  readonly receipts: readonly ReceiptPlan[];
  /** Places and customers whose postcode has no coordinates; routing ranks them last. */
  readonly withoutCoordinates: { readonly sellers: number };
}

/** Postcode prefixes have five digits; spreadsheets ate the leading zero of many. */
export function postcode(prefix: string | undefined): string {
  return (prefix ?? '').padStart(5, '0');
}

/** Finds coordinates by postcode prefix. */
export function locator(tables: OlistTables): (prefix: string | undefined) => Coordinates | undefined {
  const byPrefix = new Map(tables.geo.map((row) => [postcode(row['geolocation_zip_code_prefix']), row]));
  return (prefix) => {
    const row = byPrefix.get(postcode(prefix));
    if (!row) return undefined;
    return { latitude: Number(row['geolocation_lat']), longitude: Number(row['geolocation_lng']) };
  };
}

function priceHistory(items: readonly Row[], purchased: ReadonlyMap<string, string>) {
  const history: { currency: string; amount: number; validFrom: string }[] = [];
  const dated = items
    .map((item) => ({ amount: parseMinor(item['price'] ?? '', CURRENCY), from: purchased.get(item['order_id'] ?? '') }))
    .filter((price): price is { amount: number; from: string } => price.from !== undefined)
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  for (const { amount, from } of dated) {
    if (history.at(-1)?.amount === amount) continue;
    if (history.at(-1)?.validFrom === from) continue;
    history.push({ currency: CURRENCY, amount, validFrom: from });
  }
  return history;
}

/** A measure of the table, rounded to whole units; absent where the table has none or a zero. */
function measure(text: string | undefined, factor: number): number | undefined {
  const value = Math.round(Number(text ?? '') * factor);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

function productBody(
  product: Row,
  category: string | undefined,
  items: readonly Row[],
  purchased: Map<string, string>,
) {
  const id = product['product_id'] ?? '';
  const variant = {
    sku: id,
    weightGrams: measure(product['product_weight_g'], 1),
    lengthMm: measure(product['product_length_cm'], 10),
    widthMm: measure(product['product_width_cm'], 10),
    heightMm: measure(product['product_height_cm'], 10),
    prices: priceHistory(items, purchased),
  };
  // The data set has no product names: the category and the id stand in, and say so.
  const title = `Unnamed ${category ?? 'product'} ${id.slice(0, 8)}`;
  return { productId: id, title, ...(category ? { category } : {}), variants: [variant] };
}

function planProducts(tables: OlistTables): Record<string, unknown>[] {
  const names = new Map(
    tables.categories.map((row) => [Object.values(row)[0] ?? '', row['product_category_name_english'] ?? '']),
  );
  const purchased = new Map(
    tables.orders.map((row) => [row['order_id'] ?? '', toTimestamp(row['order_purchase_timestamp']) ?? '']),
  );
  const sold = groupBy(tables.items, 'product_id');
  return tables.products.map((product) => {
    const category = product['product_category_name'] || undefined;
    const named = category ? (names.get(category) ?? category) : undefined;
    return productBody(product, named, sold.get(product['product_id'] ?? '') ?? [], purchased);
  });
}

function planPlaces(tables: OlistTables): PlacePlan[] {
  const locate = locator(tables);
  return tables.sellers.map((seller) => {
    const place = locate(seller['seller_zip_code_prefix']);
    const address = {
      city: seller['seller_city'],
      region: seller['seller_state'],
      postalCode: postcode(seller['seller_zip_code_prefix']),
      country: 'BR',
    };
    const placeId = seller['seller_id'] ?? '';
    return { placeId, body: { name: `Seller ${placeId.slice(0, 8)}`, address, ...place } };
  });
}

/** Exactly what the orders will ask for, one keyed receipt per place: the books must come out to the unit. */
function planReceipts(tables: OlistTables): ReceiptPlan[] {
  const known = indexBy(tables.orders, 'order_id');
  const items = tables.items.filter((item) => known.has(item['order_id'] ?? ''));
  return [...groupBy(items, 'seller_id')].map(([placeId, sold]) => {
    const lines = [...groupBy(sold, 'product_id')].map(([sku, rows]) => ({ sku, quantity: rows.length }));
    return { receiptId: `olist-opening-${placeId}`, placeId, lines };
  });
}

export function planMerchant(tables: OlistTables): MerchantPlan {
  const places = planPlaces(tables);
  const sellers = places.filter(({ body }) => body['latitude'] === undefined).length;
  return { products: planProducts(tables), places, receipts: planReceipts(tables), withoutCoordinates: { sellers } };
}
