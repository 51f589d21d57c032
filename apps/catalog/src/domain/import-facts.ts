import { LARGEST_AMOUNT } from '@entrepot/contracts';
import type { ImportLine, ImportProduct } from '@entrepot/contracts/catalog';
import { parseMinor } from '@entrepot/kernel';
import { LineFaults } from './line-faults';
import { lineTranslations, saysOfVariant } from './line-translations';
import { picked } from './picked';
import type { GivenPrice } from './prices';
import { factsOf, textOf, type ProductText, type VariantFacts } from './product';
import type { ProductTranslation, VariantTranslation } from './product-parts';

/** What one line says about one SKU. */
export interface VariantFact {
  readonly sku: string;
  readonly facts: VariantFacts;
  readonly prices: readonly GivenPrice[];
  readonly translations?: readonly VariantTranslation[];
}

/** What one line says about one product. */
export interface ImportFact {
  readonly line: number;
  readonly productId: string;
  readonly text: Partial<ProductText>;
  readonly published?: boolean;
  readonly variants: readonly VariantFact[];
  readonly translations?: readonly ProductTranslation[];
}

/** What a flat line says, or undefined with the reason added to `faults`. */
export function factOfLine(line: number, row: ImportLine, faults: LineFaults): ImportFact | undefined {
  const { productId, sku, published } = row;
  const said = lineTranslations(row.translations);
  const variant = sku === undefined ? undefined : variantOf(line, { ...row, sku }, faults);
  if (sku === undefined && !requireNothingOfVariant(line, row, faults)) return undefined;
  if (sku !== undefined && variant === undefined) return undefined;
  const told = published === undefined ? {} : { published };
  const variants = variant === undefined ? [] : [{ ...variant, ...said.ofVariant }];
  return { line, productId, text: textOf(row), ...told, variants, ...said.ofProduct };
}

/** What a line that holds a whole product says. */
export function factOfProduct(line: number, product: ImportProduct): ImportFact {
  const { productId, published, variants = [], translations } = product;
  const told = published === undefined ? {} : { published };
  return {
    line,
    productId,
    text: textOf(product),
    ...told,
    ...(translations && { translations }),
    variants: variants.map((variant) => ({
      ...{ sku: variant.sku, facts: factsOf(variant), prices: variant.prices ?? [] },
      ...picked(variant, ['translations']),
    })),
  };
}

function variantOf(line: number, row: ImportLine & { sku: string }, faults: LineFaults): VariantFact | undefined {
  const { title: _ofProduct, variantTitle, ...others } = row;
  const facts = factsOf({ ...others, ...(variantTitle === undefined ? {} : { title: variantTitle }) });
  if (row.amount === undefined && row.price === undefined) {
    const lonely = (['currency', 'validFrom'] as const).find((field) => row[field] !== undefined);
    if (lonely === undefined) return { sku: row.sku, facts, prices: [] };
    faults.add(line, lonely, 'alone', 'has no meaning without a price');
    return undefined;
  }
  const price = priceOf(line, row, faults);
  return price && { sku: row.sku, facts, prices: [price] };
}

function priceOf(line: number, row: ImportLine, faults: LineFaults): GivenPrice | undefined {
  const { currency, amount, price, validFrom } = row;
  const from = validFrom === undefined ? {} : { validFrom };
  if (currency === undefined) {
    faults.add(line, 'currency', 'required', 'a price needs a currency');
  } else if (amount !== undefined && price !== undefined) {
    faults.add(line, 'price', 'exclusive', 'give either amount or price');
  } else if (amount !== undefined) {
    return { currency, amount, ...from };
  } else {
    const minor = minorOf(price ?? '', currency);
    if (minor === undefined) faults.add(line, 'price', 'digits', `is no amount of ${currency}`);
    else if (minor > LARGEST_AMOUNT) faults.add(line, 'price', 'max', `is more than ${LARGEST_AMOUNT} minor units`);
    else return { currency, amount: minor, ...from };
  }
  return undefined;
}

function minorOf(text: string, currency: string): number | undefined {
  try {
    return parseMinor(text, currency);
  } catch {
    return undefined;
  }
}

const OF_VARIANT = [
  'variantTitle',
  'gtin',
  'weightGrams',
  'lengthMm',
  'widthMm',
  'heightMm',
  'hsCode',
  'originCountry',
  'attributes',
  'currency',
  'amount',
  'price',
  'validFrom',
] as const satisfies readonly (keyof ImportLine)[];

function requireNothingOfVariant(line: number, row: ImportLine, faults: LineFaults): boolean {
  const lonely = OF_VARIANT.find((field) => row[field] !== undefined) ?? saysOfVariant(row.translations);
  if (lonely === undefined) return true;
  faults.add(line, 'sku', 'required', `${lonely} says something about a variant: name its SKU`);
  return false;
}
