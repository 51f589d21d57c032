import type {
  ProductChanged,
  ProductCreated,
  ProductPublished,
  ProductTranslated,
  ProductUnpublished,
  VariantAdded,
  VariantBundled,
  VariantChanged,
  VariantPriced,
  VariantTranslated,
} from '@entrepot/contracts/catalog';
import { defineStream, never } from '@entrepot/kernel';
import { picked } from './picked';
import type { Price } from './prices';
import {
  withMedia,
  withTranslation,
  type Attribute,
  type Component,
  type Media,
  type MediaEvent,
  type ProductTranslation,
  type VariantTranslation,
} from './product-parts';

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
  readonly attributes?: readonly Attribute[];
}

export interface Variant extends VariantFacts {
  readonly sku: string;
  /** Every price ever given, in the order in which it was given. */
  readonly prices: readonly Price[];
  /** By language; absent: none. */
  readonly translations?: readonly VariantTranslation[];
  /** What it is put together from; absent: it is no bundle. */
  readonly components?: readonly Component[];
}

export interface KnownProduct extends ProductText {
  readonly status: 'known';
  readonly published: boolean;
  readonly variants: readonly Variant[];
  /** By language; absent: none. */
  readonly translations?: readonly ProductTranslation[];
  /** In the order to be shown; absent: none. */
  readonly media?: readonly Media[];
  /** Of the request that created it. */
  readonly contentHash?: string;
}

export type Product = { readonly status: 'none' } | KnownProduct;

type VariantEvent = VariantAdded | VariantChanged | VariantPriced | VariantTranslated | VariantBundled;

type ProductEvent =
  | ProductCreated
  | ProductChanged
  | ProductPublished
  | ProductUnpublished
  | ProductTranslated
  | MediaEvent
  | VariantEvent;

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

/** The names of all facts about a variant. */
export const FACTS = [
  'title',
  'gtin',
  'weightGrams',
  'lengthMm',
  'widthMm',
  'heightMm',
  'hsCode',
  'originCountry',
  'attributes',
] as const satisfies readonly (keyof VariantFacts)[];

/** The known facts about a variant only. */
export function factsOf(from: VariantFacts): VariantFacts {
  return picked(from, FACTS);
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
      const { title: _title, description: _description, category: _category, brand: _brand, ...others } = product;
      return { ...others, ...textOf(event), title: event.title };
    }
    case 'ProductPublished':
      return { ...product, published: true };
    case 'ProductUnpublished':
      return { ...product, published: false };
    case 'ProductTranslated': {
      const said = picked(event, ['locale', 'title', 'description']);
      return having(product, 'translations', withTranslation(product.translations, said));
    }
    case 'ProductMediaAdded':
    case 'ProductMediaChanged':
    case 'ProductMediaRemoved':
    case 'ProductMediaOrdered':
      return having(product, 'media', withMedia(product.media, event));
    default:
      return variantChanged(product, event);
  }
}

function variantChanged(product: KnownProduct, event: VariantEvent): KnownProduct {
  switch (event.type) {
    case 'VariantAdded':
      return { ...product, variants: [...product.variants, { sku: event.sku, ...factsOf(event), prices: [] }] };
    case 'VariantChanged':
      return withVariant(product, event.sku, (known) => ({
        ...picked(known, ['sku', 'prices', 'translations', 'components']),
        ...factsOf(event),
      }));
    case 'VariantPriced': {
      const { sku, currency, amount, validFrom } = event;
      const price = { currency, amount, validFrom };
      return withVariant(product, sku, (variant) => ({ ...variant, prices: [...variant.prices, price] }));
    }
    case 'VariantTranslated': {
      const said = picked(event, ['locale', 'title', 'attributes']);
      return withVariant(product, event.sku, (known) =>
        having(known, 'translations', withTranslation(known.translations, said)),
      );
    }
    case 'VariantBundled': {
      const components = event.components.length === 0 ? undefined : event.components;
      return withVariant(product, event.sku, (known) => having(known, 'components', components));
    }
    default:
      return never(event);
  }
}

function withVariant(product: KnownProduct, sku: string, change: (variant: Variant) => Variant): KnownProduct {
  const variants = product.variants.map((variant) => (variant.sku === sku ? change(variant) : variant));
  return { ...product, variants };
}

/** The same with this field, or without it: what is not known is absent, not undefined. */
function having<T extends object, K extends keyof T>(of: T, name: K, value: T[K] | undefined): T {
  const { [name]: _before, ...others } = of;
  return (value === undefined ? others : { ...others, [name]: value }) as T;
}
