import type {
  AwaitedSkuAppeared,
  SkuAwaited,
  SkuBundleLearned,
  SkuLearned,
  SkuPriceLearned,
  SkuStillAwaited,
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
  /** Ids of orders in the order in which they came, in lists as long as one decision can tell. */
  readonly awaitedBy: readonly (readonly string[])[];
  /** What it is put together from; absent: it is no bundle. */
  readonly components?: readonly Component[];
}

export type SkuEvent =
  SkuLearned | SkuPriceLearned | SkuBundleLearned | SkuAwaited | AwaitedSkuAppeared | SkuStillAwaited;

/** So many orders are told of a SKU in one decision: their events fit into one record and one send many times over. */
export const TOLD_AT_ONCE = 500;

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
      return { ...sku, awaitedBy: withWaiting(sku.awaitedBy, event.orderId) };
    case 'AwaitedSkuAppeared':
      return { ...sku, awaitedBy: withoutWaiting(sku.awaitedBy, event.orderId) };
    case 'SkuStillAwaited':
    default:
      return sku;
  }
}

/** An order waits for a SKU once in its life, when it is placed; that it is told twice would do no harm. */
function withWaiting(lists: KnownSku['awaitedBy'], orderId: string): KnownSku['awaitedBy'] {
  const last = lists.at(-1);
  if (last === undefined || last.length >= TOLD_AT_ONCE) return [...lists, [orderId]];
  return last.includes(orderId) ? lists : [...lists.slice(0, -1), [...last, orderId]];
}

/** They are told in the order in which they came, so the first list has it: the others are as long as many orders wait. */
function withoutWaiting([first = [], ...others]: KnownSku['awaitedBy'], orderId: string): KnownSku['awaitedBy'] {
  const left = first.filter((waiting) => waiting !== orderId);
  return left.length === 0 ? others : [left, ...others];
}

function withComponents({ components: _before, ...sku }: KnownSku, { components }: SkuBundleLearned): KnownSku {
  return components.length === 0 ? sku : { ...sku, components };
}

function withPrice(prices: readonly SkuPrice[], { amount, validFrom }: SkuPriceLearned): SkuPrice[] {
  const from = Date.parse(validFrom);
  const earlier = countUntil(prices, from - 1);
  return [...prices.slice(0, earlier), { amount, validFrom }, ...prices.slice(countUntil(prices, from))];
}

/** How many of the prices begin at this moment or before. They may be thousands, and every order asks: found by halving. */
function countUntil(prices: readonly SkuPrice[], moment: number): number {
  let [from, to] = [0, prices.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (Date.parse(prices[middle]!.validFrom) <= moment) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What the catalog asked for a SKU at that time; undefined where it had no price in that currency yet. */
export function priceAt(sku: KnownSku, currency: string, at: string): number | undefined {
  const prices = sku.prices[currency] ?? [];
  return prices[countUntil(prices, Date.parse(at)) - 1]?.amount;
}

/** sku/<sku> */
export const SkuStream = defineStream<KnownSku, SkuEvent>({ kind: 'sku', initial: UNKNOWN, evolve: evolveSku });
