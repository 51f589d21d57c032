import type { Peek, StreamRef } from '@entrepot/kernel';
import type { VouchedSku } from './assortment';
import type { Order } from './order-state';
import { SkuStream, type KnownSku } from './sku';
import type { SubmittedOrder } from './submitted-order';

/** What the decision to place an order reads that is not there yet: its SKUs, and those that its bundles are put together from. */
export function skusOf(order: SubmittedOrder, vouched: readonly VouchedSku[] = []) {
  return (state: Order, peek: Peek): readonly StreamRef<KnownSku>[] =>
    state.status === 'none'
      ? withComponents(
          order.lines.map(({ sku }) => sku),
          vouched,
          peek,
        )
      : [];
}

/** These SKUs, and those that the bundles among them are put together from. */
export function withComponents(
  skus: readonly string[],
  vouched: readonly VouchedSku[],
  peek: Peek,
): readonly StreamRef<KnownSku>[] {
  const all = new Set(skus);
  for (const sku of skus) for (const part of peek(SkuStream, sku).components ?? []) all.add(part.sku);
  for (const { components = [] } of vouched) for (const part of components) all.add(part.sku);
  return [...all].map((key) => ({ stream: SkuStream, key }));
}

/** Who knows which SKUs exist. */
export abstract class SkuRegister {
  /** Those of the SKUs that exist. Rejects with `order.catalog-unavailable` while nobody can say. */
  abstract existing(merchantId: string, skus: readonly string[]): Promise<readonly VouchedSku[]>;
}
