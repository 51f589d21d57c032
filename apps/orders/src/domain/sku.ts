import type {
  AwaitedSkuAppeared,
  SkuAwaited,
  SkuBundleLearned,
  SkuLearned,
  SkuPriceLearned,
} from '@entrepot/contracts/orders';
import { defineStream } from '@entrepot/kernel';

export interface SkuPrice {
  readonly amount: number;
  readonly validFrom: string;
}

/** So many pieces of a SKU that are in a bundle. */
export interface Component {
  readonly sku: string;
  readonly quantity: number;
}

/** What orders knows of a SKU, and which orders wait for it. */
export interface KnownSku {
  readonly isKnown: boolean;
  /** By currency, oldest first. */
  readonly prices: Readonly<Record<string, readonly SkuPrice[]>>;
  readonly awaitedBy: readonly string[];
  /** What it is put together from; absent: it is no bundle. */
  readonly components?: readonly Component[];
}

export type SkuEvent = SkuLearned | SkuPriceLearned | SkuBundleLearned | SkuAwaited | AwaitedSkuAppeared;

const UNKNOWN: KnownSku = { isKnown: false, prices: {}, awaitedBy: [] };

export function evolveSku(sku: KnownSku, event: SkuEvent): KnownSku {
  switch (event.type) {
    case 'SkuLearned':
      return { ...sku, isKnown: true };
    case 'SkuPriceLearned':
      return {
        ...sku,
        prices: { ...sku.prices, [event.currency]: withPrice(sku.prices[event.currency] ?? [], event) },
      };
    case 'SkuBundleLearned':
      return withComponents(sku, event);
    case 'SkuAwaited':
      return sku.awaitedBy.includes(event.orderId) ? sku : { ...sku, awaitedBy: [...sku.awaitedBy, event.orderId] };
    case 'AwaitedSkuAppeared':
      return { ...sku, awaitedBy: sku.awaitedBy.filter((orderId) => orderId !== event.orderId) };
    default:
      return sku;
  }
}

function withComponents({ components: _before, ...sku }: KnownSku, { components }: SkuBundleLearned): KnownSku {
  return components.length === 0 ? sku : { ...sku, components };
}

function withPrice(prices: readonly SkuPrice[], { amount, validFrom }: SkuPriceLearned): SkuPrice[] {
  const others = prices.filter((price) => Date.parse(price.validFrom) !== Date.parse(validFrom));
  return [...others, { amount, validFrom }].sort((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom));
}

/** What the catalog asked for a SKU at that time; undefined where it had no price in that currency yet. */
export function priceAt(sku: KnownSku, currency: string, at: string): number | undefined {
  return sku.prices[currency]?.filter(({ validFrom }) => Date.parse(validFrom) <= Date.parse(at)).at(-1)?.amount;
}

/** sku/<sku> */
export const SkuStream = defineStream<KnownSku, SkuEvent>({ kind: 'sku', initial: UNKNOWN, evolve: evolveSku });
