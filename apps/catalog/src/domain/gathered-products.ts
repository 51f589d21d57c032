import type { ImportFact, VariantFact } from './import-facts';
import { hasRightCheckDigit } from './gtin';
import type { LineFaults } from './line-faults';
import type { GivenPrice } from './prices';
import type { ProductText, VariantFacts } from './product';

/** Everything that a file says about a variant; `line` is where it first stands. */
export interface GatheredVariant {
  readonly sku: string;
  readonly line: number;
  facts: VariantFacts;
  readonly prices: GivenPrice[];
}

/** Everything that a file says about a product. */
export interface GatheredProduct {
  readonly productId: string;
  readonly line: number;
  text: Partial<ProductText>;
  published?: boolean;
  readonly variants: Map<string, GatheredVariant>;
}

/** Puts together what the lines of a file say. Lines add up; where two lines contradict each other, the later one is at fault. */
export function gather(facts: readonly ImportFact[], faults: LineFaults): GatheredProduct[] {
  const products = new Map<string, GatheredProduct>();
  const owners = new Map<string, string>();
  for (const fact of facts) {
    const { line, productId } = fact;
    const product: GatheredProduct = products.get(productId) ?? { productId, line, text: {}, variants: new Map() };
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

function addAbout(product: GatheredProduct, { line, text, published }: ImportFact, faults: LineFaults): void {
  product.text = merged(product.text, text, line, faults);
  if (published === undefined) return;
  if (product.published === !published) contradict(line, 'published', faults);
  product.published = published;
}

function isTaken(owners: Map<string, string>, sku: string, productId: string): boolean {
  const owner = owners.get(sku) ?? productId;
  owners.set(sku, owner);
  return owner !== productId;
}

function addVariant(product: GatheredProduct, { sku, facts, prices }: VariantFact, line: number, faults: LineFaults) {
  const { gtin } = facts;
  if (gtin !== undefined && !hasRightCheckDigit(gtin)) {
    faults.add(line, 'gtin', 'check-digit', `the check digit of ${gtin} is wrong`);
  }
  const variant = product.variants.get(sku) ?? { sku, line, facts: {}, prices: [] };
  product.variants.set(sku, variant);
  variant.facts = merged(variant.facts, facts, line, faults);
  for (const price of prices) {
    if (!addPrice(variant.prices, price)) contradict(line, 'price', faults);
  }
}

/** False: the file says of the same moment that it costs something else. */
function addPrice(prices: GivenPrice[], price: GivenPrice): boolean {
  const from = beginningOf(price);
  const said = prices.find((each) => each.currency === price.currency && beginningOf(each) === from);
  if (said === undefined) prices.push(price);
  return said === undefined || said.amount === price.amount;
}

function beginningOf({ validFrom }: GivenPrice): number | undefined {
  return validFrom === undefined ? undefined : Date.parse(validFrom);
}

function merged<T extends object>(known: T, told: T, line: number, faults: LineFaults): T {
  for (const [field, value] of Object.entries(told)) {
    const before: unknown = known[field as keyof T];
    if (before !== undefined && before !== value) contradict(line, field, faults);
  }
  return { ...known, ...told };
}

function contradict(line: number, field: string, faults: LineFaults): void {
  faults.add(line, field, 'contradiction', `${field} differs from an earlier line of the file`);
}
