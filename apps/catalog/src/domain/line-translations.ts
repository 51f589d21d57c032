import type { LineTranslation } from '@entrepot/contracts/catalog';
import { picked } from './picked';
import type { ProductTranslation, VariantTranslation } from './product-parts';

interface SplitTranslations {
  readonly ofProduct: { readonly translations?: readonly ProductTranslation[] };
  readonly ofVariant: { readonly translations?: readonly VariantTranslation[] };
}

/** What a line says in other languages: of its product, and of its variant. */
export function lineTranslations(said: readonly LineTranslation[] = []): SplitTranslations {
  const ofProduct = said.map((each) => picked(each, ['locale', 'title', 'description']));
  const ofVariant = said.map(({ locale, variantTitle, attributes }) => ({
    locale,
    ...(variantTitle === undefined ? {} : { title: variantTitle }),
    ...(attributes === undefined ? {} : { attributes }),
  }));
  return { ofProduct: telling(ofProduct), ofVariant: telling(ofVariant) };
}

/** The first field that says something about a variant in another language. */
export function saysOfVariant(said: readonly LineTranslation[] = []): string | undefined {
  const fields = ['variantTitle', 'attributes'] as const;
  return fields.find((field) => said.some((each) => each[field] !== undefined));
}

/** Those that say more than their language. */
function telling<T extends { readonly locale: string }>(said: readonly T[]): { translations?: readonly T[] } {
  const translations = said.filter((each) => Object.keys(each).length > 1);
  return translations.length === 0 ? {} : { translations };
}
