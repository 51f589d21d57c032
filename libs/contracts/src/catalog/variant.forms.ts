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
