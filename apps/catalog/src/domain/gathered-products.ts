import { contentHash } from '@entrepot/kernel';
import type { ImportFact, VariantFact } from './import-facts';
import { hasRightCheckDigit } from './gtin';
import { canonicalOrNone } from './locales';
import type { LineFaults } from './line-faults';
import { beginningOf, type GivenPrice } from './prices';
import type { ProductText, VariantFacts } from './product';
import type { Attribute, ProductTranslation, VariantTranslation } from './product-parts';

/** Everything that a file says about a variant; `line` is where it first stands. */
export interface GatheredVariant {
  readonly sku: string;
  readonly line: number;
  facts: VariantFacts;
  /** By what they are the prices of: a currency from a moment on. */
  readonly prices: Map<string, GivenPrice>;
  readonly translations: Map<string, VariantTranslation>;
}

/** Everything that a file says about a product. */
export interface GatheredProduct {
  readonly productId: string;
  readonly line: number;
  text: Partial<ProductText>;
  published?: boolean;
  readonly variants: Map<string, GatheredVariant>;
  readonly translations: Map<string, ProductTranslation>;
}

/** Puts together what the lines of a file say. Lines add up; where two lines contradict each other, the later one is at fault. */
export function gather(facts: readonly ImportFact[], faults: LineFaults): GatheredProduct[] {
  const products = new Map<string, GatheredProduct>();
  const owners = new Map<string, string>();
  for (const fact of facts) {
    const { line, productId } = fact;
    const product: GatheredProduct = products.get(productId) ?? {
      ...{ productId, line, text: {} },
      variants: new Map(),
      translations: new Map(),
    };
    products.set(productId, product);
    addAbout(product, fact, faults);
    for (const variant of fact.variants) {
      if (isTaken(owners, variant.sku, productId)) {
        faults.add(line, 'sku', 'unique', `SKU ${variant.sku} stands under another product before`);
      } else {
        addVariant(product, variant, line, faults);
      }
    }
  }
  return [...products.values()];
}

function addAbout(product: GatheredProduct, fact: ImportFact, faults: LineFaults): void {
  const { line, text, published, translations } = fact;
  product.text = merged(product.text, text, line, faults);
  addTranslations(product.translations, translations, line, faults);
  if (published === undefined) return;
  if (product.published === !published) contradict(line, 'published', faults);
  product.published = published;
}

function isTaken(owners: Map<string, string>, sku: string, productId: string): boolean {
  const owner = owners.get(sku) ?? productId;
  owners.set(sku, owner);
  return owner !== productId;
}

/** Languages in their one right spelling; what several lines say in one language adds up. */
function addTranslations<T extends { readonly locale: string; readonly attributes?: readonly Attribute[] }>(
  known: Map<string, T>,
  said: readonly T[] = [],
  line: number,
  faults: LineFaults,
): void {
  for (const each of said) {
    const locale = canonicalOrNone(each.locale);
    if (locale === undefined) {
      faults.add(line, 'translations', 'bcp-47', `${each.locale} is no language`);
      continue;
    }
    checkAttributes(each.attributes, line, faults);
    known.set(locale, merged(known.get(locale) ?? ({ locale } as T), { ...each, locale }, line, faults));
  }
}

function checkAttributes(attributes: readonly Attribute[] = [], line: number, faults: LineFaults): void {
  const names = new Set(attributes.map(({ name }) => name));
  if (names.size < attributes.length) faults.add(line, 'attributes', 'unique', 'an attribute is given twice');
}

function addVariant(product: GatheredProduct, fact: VariantFact, line: number, faults: LineFaults) {
  const { sku, facts, prices, translations } = fact;
  const { gtin } = facts;
  if (gtin !== undefined && !hasRightCheckDigit(gtin)) {
    faults.add(line, 'gtin', 'check-digit', `the check digit of ${gtin} is wrong`);
  }
  checkAttributes(facts.attributes, line, faults);
  const variant = product.variants.get(sku) ?? { sku, line, facts: {}, prices: new Map(), translations: new Map() };
  product.variants.set(sku, variant);
  variant.facts = merged(variant.facts, facts, line, faults);
  addTranslations(variant.translations, translations, line, faults);
  for (const price of prices) {
    if (!addPrice(variant.prices, price)) contradict(line, 'price', faults);
  }
}

/** False: the file says of the same moment that it costs something else. */
function addPrice(prices: Map<string, GivenPrice>, price: GivenPrice): boolean {
  const key = beginningOf(price);
  const said = prices.get(key);
  if (said === undefined) prices.set(key, price);
  return said === undefined || said.amount === price.amount;
}

function merged<T extends object>(known: T, told: T, line: number, faults: LineFaults): T {
  for (const [field, value] of Object.entries(told)) {
    const before: unknown = known[field as keyof T];
    if (before !== undefined && !isEqual(before, value)) contradict(line, field, faults);
  }
  return { ...known, ...told };
}

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && contentHash(one) === contentHash(other));
}

function contradict(line: number, field: string, faults: LineFaults): void {
  faults.add(line, field, 'contradiction', `${field} differs from an earlier line of the file`);
}
