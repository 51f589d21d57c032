import type { SkuAssigned, SkuBundled, SkuUsed } from '@entrepot/contracts/catalog';
import { defineStream, DomainError, never, type FieldError, type Given, type StreamRef } from '@entrepot/kernel';

export type Sku =
  | { readonly status: 'free' }
  | {
      readonly status: 'assigned';
      readonly productId: string;
      readonly isBundle?: boolean;
      /** Bundles that it is a component of. */
      readonly usedIn?: readonly string[];
    };

/** sku/<sku>: which product a SKU belongs to, so that it belongs to one only. */
export const SkuStream = defineStream<Sku, SkuAssigned | SkuBundled | SkuUsed>({
  kind: 'sku',
  initial: { status: 'free' },
  evolve: (sku, event) => {
    if (event.type === 'SkuAssigned') return { status: 'assigned', productId: event.productId };
    return sku.status === 'free' ? sku : bundling(sku, event);
  },
});

function bundling(sku: Exclude<Sku, { status: 'free' }>, event: SkuBundled | SkuUsed): Sku {
  switch (event.type) {
    case 'SkuBundled':
      return { ...sku, isBundle: event.isBundle };
    case 'SkuUsed': {
      const others = (sku.usedIn ?? []).filter((bundle) => bundle !== event.bundleSku);
      return { ...sku, usedIn: event.isUsed ? [...others, event.bundleSku] : others };
    }
    default:
      return never(event);
  }
}

/** The streams of these SKUs: what a command that wants them for a product has to read. */
export function skuRefs(variants: readonly { readonly sku: string }[]): StreamRef<Sku>[] {
  return variants.map(({ sku }) => ({ stream: SkuStream, key: sku }));
}

/** Refuses a SKU that belongs to another product. */
export function requireFreeSku(sku: string, productId: string, given: Given, field: string): void {
  const owner = given.read(SkuStream, sku);
  if (owner.status === 'free' || owner.productId === productId) return;
  const error: FieldError = { field, rule: 'unique', message: `belongs to product ${owner.productId}` };
  throw new DomainError('sku.taken', { sku, productId: owner.productId }, [error]);
}
