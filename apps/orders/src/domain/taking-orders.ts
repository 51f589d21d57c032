import type { StreamRef } from '@entrepot/kernel';
import { SkuStream, type KnownSku } from './sku';
import type { SubmittedOrder } from './submitted-order';
import type { Order } from './order-state';

/** What orders knows of the SKUs of an order that is not there yet: what the decision to place it reads. */
export function skusOf(order: SubmittedOrder) {
  return (state: Order): readonly StreamRef<KnownSku>[] =>
    state.status === 'none'
      ? [...new Set(order.lines.map(({ sku }) => sku))].map((key) => ({ stream: SkuStream, key }))
      : [];
}

/** Who knows which SKUs exist. */
export abstract class SkuRegister {
  /** Those of the SKUs that exist. Rejects with `order.catalog-unavailable` while nobody can say. */
  abstract existing(merchantId: string, skus: readonly string[]): Promise<readonly string[]>;
}
