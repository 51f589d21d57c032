import { WholeNumber } from '../vocabulary';
import { HasForm } from '../vocabulary/form';

const HEAVIEST_GRAMS = 100_000_000;
const LONGEST_MM = 1_000_000;

/** A GTIN (GS1): 8, 12, 13 or 14 digits. Whether its check digit is right is the catalog's rule, not a matter of form. */
export function Gtin(): PropertyDecorator {
  return HasForm({ pattern: '^(?:[0-9]{8}|[0-9]{12,14})$', says: 'be a GTIN of 8, 12, 13 or 14 digits' });
}

/** A customs tariff number of the Harmonised System: 6 to 10 digits. */
export function HsCode(): PropertyDecorator {
  return HasForm({ pattern: '^[0-9]{6,10}$', says: 'be an HS code of 6 to 10 digits' });
}

/** A weight in grams, up to 100 t. */
export function Grams(): PropertyDecorator {
  return WholeNumber(0, HEAVIEST_GRAMS);
}

/** A length in millimetres, up to 1 km. */
export function Millimetres(): PropertyDecorator {
  return WholeNumber(0, LONGEST_MM);
}

/** The name of an attribute: a key for programs; its value is what people read. */
export function AttributeName(): PropertyDecorator {
  return HasForm({ pattern: '^[A-Za-z0-9_-]{1,64}$', says: 'be a name of 1 to 64 letters, digits, _ or -' });
}

/** A language, with or without script, region and variants (BCP 47). */
export const LOCALE_PATTERN =
  '^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3})){0,3}$';

/** A language tag of BCP 47. */
export function Locale(): PropertyDecorator {
  return HasForm({ pattern: LOCALE_PATTERN, says: 'be a language tag of BCP 47 such as de or pt-BR' });
}

/** Where a picture or a film is: https, without user and password, at most 2,048 characters. */
export function MediaUrl(): PropertyDecorator {
  return HasForm({
    maxLength: 2048,
    pattern: '^https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][^\\s]*)?$',
    says: 'be an https address without user and password',
  });
}
