import {
  ProductChanged,
  ProductCreated,
  ProductPublished,
  ProductTranslated,
  ProductUnpublished,
  VariantAdded,
  VariantChanged,
  VariantPriced,
} from '@entrepot/contracts/catalog';
import { contentHash, type AnyEvent, type Given } from '@entrepot/kernel';
import type { GatheredProduct, GatheredVariant } from './gathered-products';
import type { ImportCounts } from './import-record';
import type { LineFaults } from './line-faults';
import { newPrices } from './prices';
import { factsOf, ProductStream, textOf, type KnownProduct, type ProductText, type Variant } from './product';
import { SkuStream } from './sku';
import { isSaid, variantTranslated } from './translate-product';
import { MOST_VARIANTS } from './variant-input';

/** What an import changes about one product. */
export interface ProductImport {
  readonly events: readonly AnyEvent[];
  /** SKUs that nobody had before. */
  readonly newSkus: readonly string[];
  readonly changed: ImportCounts;
}

/** Compares what a file says about a product with what is known, and records the difference only. */
export function importProduct(product: GatheredProduct, given: Given, faults: LineFaults): ProductImport {
  const { productId, variants } = product;
  const state = given.read(ProductStream, productId);
  const known = state.status === 'known' ? state : undefined;
  const ofProduct = [...productEvents(product, known, faults), ...translationEvents(product, known)];
  const ofVariants = [...variants.values()].map((variant) => importVariant(variant, productId, known, given, faults));
  refuseTooMany(product, known, faults);
  const shown = shownEvents(product, known, faults);
  return {
    events: [...ofProduct, ...ofVariants.flatMap(({ events }) => events), ...shown],
    newSkus: ofVariants.flatMap(({ newSku }) => newSku ?? []),
    changed: {
      products: Math.min(1, ofProduct.length + shown.length),
      variants: ofVariants.filter(({ facts }) => facts > 0).length,
      prices: ofVariants.reduce((sum, { events, facts }) => sum + events.length - facts, 0),
    },
  };
}

function productEvents(product: GatheredProduct, known: KnownProduct | undefined, faults: LineFaults): AnyEvent[] {
  const { productId, line } = product;
  const text = { ...(known && textOf(known)), ...product.text };
  if (!hasTitle(text)) {
    faults.add(line, 'title', 'required', `product ${productId} is new: it needs a title`);
    return [];
  }
  if (known === undefined) return [new ProductCreated({ productId, ...text })];
  return isSame(textOf(known), text) ? [] : [new ProductChanged({ productId, ...text })];
}

/** What the file says in a language adds to what is said in it already. */
function translationEvents({ productId, translations }: GatheredProduct, known?: KnownProduct): AnyEvent[] {
  const said = [...translations.values()].map((each) => adding(known?.translations, each));
  return said
    .filter((each) => !isSaid(known?.translations, each))
    .map((each) => new ProductTranslated({ productId, ...each }));
}

function adding<T extends { readonly locale: string }>(known: readonly T[] = [], said: T): T {
  return { ...known.find(({ locale }) => locale === said.locale), ...said };
}

/** The first variant that a product has no room for is at fault. */
function refuseTooMany({ productId, variants }: GatheredProduct, known: KnownProduct | undefined, faults: LineFaults) {
  const skus = new Set(known?.variants.map(({ sku }) => sku));
  const added = [...variants.values()].filter(({ sku }) => !skus.has(sku));
  const first = added[Math.max(0, MOST_VARIANTS - skus.size)];
  if (first === undefined) return;
  faults.add(first.line, 'sku', 'too-many', `product ${productId} has at most ${MOST_VARIANTS} variants`);
}

function hasTitle(text: Partial<ProductText>): text is ProductText {
  return text.title !== undefined;
}

interface VariantImport {
  readonly events: readonly AnyEvent[];
  /** How many of the events are about the variant itself; the others are prices. */
  readonly facts: number;
  readonly newSku?: string;
}

function importVariant(
  variant: GatheredVariant,
  productId: string,
  product: KnownProduct | undefined,
  given: Given,
  faults: LineFaults,
): VariantImport {
  const { sku, line } = variant;
  const owner = given.read(SkuStream, sku);
  if (owner.status === 'assigned' && owner.productId !== productId) {
    faults.add(line, 'sku', 'unique', `SKU ${sku} belongs to product ${owner.productId}`);
    return { events: [], facts: 0 };
  }
  const known = product?.variants.find((each) => each.sku === sku);
  const facts = [...variantEvents(variant, productId, known), ...variantTranslations(variant, productId, known)];
  const events = [...facts, ...priceEvents(variant, productId, known, given.now)];
  return { events, facts: facts.length, ...(owner.status === 'free' && { newSku: sku }) };
}

function variantEvents({ sku, facts }: GatheredVariant, productId: string, known: Variant | undefined): AnyEvent[] {
  if (known === undefined) return [new VariantAdded({ productId, sku, ...facts })];
  const now = { ...factsOf(known), ...facts };
  return isSame(factsOf(known), now) ? [] : [new VariantChanged({ productId, sku, ...now })];
}

function variantTranslations({ sku, translations }: GatheredVariant, productId: string, known?: Variant): AnyEvent[] {
  const said = [...translations.values()].map((each) => adding(known?.translations, each));
  return said
    .filter((each) => !isSaid(known?.translations, each))
    .map((each) => variantTranslated(productId, sku, each));
}

/** Prices that the history does not have yet. */
function priceEvents({ sku, prices }: GatheredVariant, productId: string, known: Variant | undefined, now: string) {
  const fresh = newPrices(known?.prices ?? [], prices.values(), now);
  return fresh.map((price) => new VariantPriced({ productId, sku, ...price }));
}

function shownEvents(product: GatheredProduct, known: KnownProduct | undefined, faults: LineFaults): AnyEvent[] {
  const { productId, line, published, variants } = product;
  if (published === undefined || published === (known?.published ?? false)) return [];
  if (!published) return [new ProductUnpublished({ productId })];
  if (variants.size === 0 && (known?.variants.length ?? 0) === 0) {
    faults.add(line, 'published', 'without-variants', `product ${productId} has no variant: there is nothing to sell`);
  }
  return [new ProductPublished({ productId })];
}

function isSame(one: object, other: object): boolean {
  return contentHash(one) === contentHash(other);
}
