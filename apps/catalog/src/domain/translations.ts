import { DomainError } from '@entrepot/kernel';
import { requireAttributes } from './attributes';
import { canonicalLocale } from './locales';
import type { Attribute } from './product-parts';

interface Said {
  readonly locale: string;
  readonly attributes?: readonly Attribute[];
}

/** What is said in several languages, with their tags spelled right; refuses a language that is given twice. */
export function requireTranslations<T extends Said>(said: readonly T[] = [], path: string): T[] {
  const spelled = said.map((each, index) => {
    requireAttributes(each.attributes, `${path}[${index}].attributes`);
    return { ...each, locale: canonicalLocale(each.locale, `${path}[${index}].locale`) };
  });
  spelled.forEach(({ locale }, index) => {
    if (spelled.findIndex((each) => each.locale === locale) === index) return;
    const error = { field: `${path}[${index}].locale`, rule: 'unique', message: 'is given twice' };
    throw new DomainError('product.translation-repeated', { locale }, [error]);
  });
  return spelled;
}
