import type { Given } from '@entrepot/kernel';
import { priceAt, SkuStream, type Component } from './sku';

/** A SKU that the catalog has just answered for, though it was not heard of here yet. */
export interface VouchedSku {
  readonly sku: string;
  /** Absent: it is no bundle. */
  readonly components?: readonly Component[];
}

/** What is known of the SKUs that a decision is about. */
export interface Assortment {
  isKnown(sku: string): boolean;
  /** What one piece cost at the time of the decision; undefined where the catalog asked nothing. */
  priceOf(sku: string): number | undefined;
  /** Of no bundle: nothing. */
  componentsOf(sku: string): readonly Component[];
}

const NOTHING: readonly Component[] = [];

/** As orders has heard of them; `vouched` counts for what it has not. */
export function assortmentOf(
  given: Pick<Given, 'read'>,
  { currency, at, vouched = [] }: { currency: string; at: string; vouched?: readonly VouchedSku[] },
): Assortment {
  const answered = new Map(vouched.map((each) => [each.sku, each]));
  const parts = new Set(vouched.flatMap(({ components = NOTHING }) => components.map(({ sku }) => sku)));
  const read = (sku: string) => given.read(SkuStream, sku);
  return {
    isKnown: (sku) => answered.has(sku) || parts.has(sku) || read(sku).isKnown,
    priceOf: (sku) => priceAt(read(sku), currency, at),
    componentsOf: (sku) => {
      const { isKnown, components = NOTHING } = read(sku);
      return isKnown ? components : (answered.get(sku)?.components ?? NOTHING);
    },
  };
}
