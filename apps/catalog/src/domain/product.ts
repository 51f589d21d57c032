import type {
  ProductChanged,
  ProductCreated,
  ProductPublished,
  ProductUnpublished,
  VariantAdded,
  VariantChanged,
  VariantPriced,
} from '@entrepot/contracts/catalog';
import { defineStream, never } from '@entrepot/kernel';
import { picked } from './picked';
import type { Price } from './prices';

/** What people are told about a product. */
export interface ProductText {
  readonly title: string;
  readonly description?: string;
  readonly category?: string;
  readonly brand?: string;
}

/** What is known about a variant besides its prices. */
export interface VariantFacts {
  readonly title?: string;
  readonly gtin?: string;
  readonly weightGrams?: number;
  readonly lengthMm?: number;
  readonly widthMm?: number;
  readonly heightMm?: number;
  readonly hsCode?: string;
  readonly originCountry?: string;
}

export interface Variant extends VariantFacts {
  readonly sku: string;
  /** Every price ever given, in the order in which it was given. */
  readonly prices: readonly Price[];
}

export interface KnownProduct extends ProductText {
  readonly status: 'known';
  readonly published: boolean;
  readonly variants: readonly Variant[];
  /** Of the request that created it. */
  readonly contentHash?: string;
}

export type Product = { readonly status: 'none' } | KnownProduct;

type ProductEvent =
  | ProductCreated
  | ProductChanged
  | VariantAdded
  | VariantChanged
  | VariantPriced
  | ProductPublished
  | ProductUnpublished;

/** product/<productId> */
export const ProductStream = defineStream<Product, ProductEvent>({
  kind: 'product',
  initial: { status: 'none' },
  evolve,
});

/** The known texts of a product only. */
export function textOf(from: Partial<ProductText>): Partial<ProductText> {
  return picked(from, ['title', 'description', 'category', 'brand']);
}

/** The known facts about a variant only. */
export function factsOf(from: VariantFacts): VariantFacts {
  return picked(from, ['title', 'gtin', 'weightGrams', 'lengthMm', 'widthMm', 'heightMm', 'hsCode', 'originCountry']);
}

function evolve(product: Product, event: ProductEvent): Product {
  if (event.type === 'ProductCreated') {
    const { title, contentHash } = event;
    const hash = contentHash === undefined ? {} : { contentHash };
    return { status: 'known', published: false, variants: [], ...textOf(event), title, ...hash };
  }
  return product.status === 'known' ? changed(product, event) : product;
}

function changed(product: KnownProduct, event: Exclude<ProductEvent, ProductCreated>): KnownProduct {
  switch (event.type) {
    case 'ProductChanged': {
      const { status, published, variants, contentHash } = product;
      const hash = contentHash === undefined ? {} : { contentHash };
      return { status, published, variants, ...hash, ...textOf(event), title: event.title };
    }
    case 'VariantAdded':
      return { ...product, variants: [...product.variants, { sku: event.sku, ...factsOf(event), prices: [] }] };
    case 'VariantChanged':
      return withVariant(product, event.sku, ({ sku, prices }) => ({ sku, prices, ...factsOf(event) }));
    case 'VariantPriced': {
      const { sku, currency, amount, validFrom } = event;
      const price = { currency, amount, validFrom };
      return withVariant(product, sku, (variant) => ({ ...variant, prices: [...variant.prices, price] }));
    }
    case 'ProductPublished':
      return { ...product, published: true };
    case 'ProductUnpublished':
      return { ...product, published: false };
    default:
      return never(event);
  }
}

function withVariant(product: KnownProduct, sku: string, change: (variant: Variant) => Variant): KnownProduct {
  const variants = product.variants.map((variant) => (variant.sku === sku ? change(variant) : variant));
  return { ...product, variants };
}
