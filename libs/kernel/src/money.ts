import { DomainError } from './domain-error';

/** An amount in integer minor units of an ISO 4217 currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

const WITHOUT_MINOR = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE_DIGITS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Decimal places of a currency's minor unit (ISO 4217). */
export function minorDigits(currency: string): number {
  if (WITHOUT_MINOR.has(currency)) return 0;
  return THREE_DIGITS.has(currency) ? 3 : 2;
}

/** Reads a decimal text such as `109.9` into minor units without floating point. Refuses more digits than the currency has. */
export function parseMinor(text: string, currency: string): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const digits = minorDigits(currency);
  const fraction = match?.[3]?.replace(/0+$/, '') ?? '';
  if (match === null || fraction.length > digits) throw new DomainError('money.not-an-amount', { text, currency });
  const minor = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) throw new DomainError('money.not-an-amount', { text, currency });
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}

/** Writes minor units as a decimal text: `formatMinor(10990, 'BRL') === '109.90'`. */
export function formatMinor(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Sum of integers; refuses what is no safe integer, on the way too: what was rounded there would not be seen at the end. */
export function sum(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (!Number.isSafeInteger(total)) throw new DomainError('money.not-an-amount', { text: String(total) });
  }
  return total;
}

/**
 * Splits `total` by `weights` (integers from 0) with the largest remainder; the parts always add up to `total`, have its
 * sign and are each less than one unit away from their exact share. All-zero weights: the first part takes all.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (total < 0) return allocate(-total, weights).map((part) => 0 - part);
  if (weights.length === 0 || weights.some((weight) => !(weight >= 0))) {
    throw new RangeError(`${total} cannot be split by the weights [${weights.join(', ')}]`);
  }
  const all = sum(weights);
  if (all === 0) return weights.map((_, index) => (index === 0 ? total : 0));
  const exact = weights.map((weight) => (BigInt(total) * BigInt(weight)) / BigInt(all));
  const parts = exact.map(Number);
  const order = weights
    .map((weight, index) => ({ index, rest: (BigInt(total) * BigInt(weight)) % BigInt(all) }))
    .sort((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : a.index - b.index));
  let missing = total - sum(parts);
  for (const { index } of order) {
    if (missing <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    missing -= 1;
  }
  return parts;
}
