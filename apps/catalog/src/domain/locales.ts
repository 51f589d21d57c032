import { LOCALE_PATTERN } from '@entrepot/contracts/catalog';
import { DomainError } from '@entrepot/kernel';

const isLocale = new RegExp(LOCALE_PATTERN);

/** A language tag in its one right spelling (`pt-br` is `pt-BR`). Throws `locale.invalid`. */
export function canonicalLocale(tag: string, field = 'locale'): string {
  const canonical = canonicalOrNone(tag);
  if (canonical !== undefined) return canonical;
  const message = 'must be a language tag of BCP 47 such as de or pt-BR';
  throw new DomainError('locale.invalid', {}, [{ field, rule: 'bcp-47', message }]);
}

/** The same, undefined for what is no language tag. */
export function canonicalOrNone(tag: string): string | undefined {
  if (!isLocale.test(tag)) return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical !== undefined && isLocale.test(canonical) ? canonical : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Of what is said in several languages that which suits the languages wanted, best first (RFC 4647, look-up): for each wanted one
 * itself, then what is left of it without its last part: `de-CH`, then `de`. Empty: nothing suits.
 */
export function suiting<T extends { readonly locale: string }>(
  said: readonly T[] = [],
  wanted: readonly string[],
): T[] {
  const found = wanted.flatMap(shortened).flatMap((tag) => said.filter(({ locale }) => locale === tag));
  return [...new Set(found)];
}

function shortened(tag: string): string[] {
  const parts = tag.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}
