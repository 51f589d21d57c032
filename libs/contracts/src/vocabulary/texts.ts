import { ArrayMaxSize, ArrayMinSize, IsArray, type ValidationOptions } from 'class-validator';
import { COUNTRIES } from './countries';
import { CURRENCIES } from './currencies';
import { HasForm } from './form';

/** Control characters but tab and line ends, and halves of surrogate pairs: they do not survive every store and wire. */
const UNSAFE = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uD800-\\uDFFF';
const CONTROL = '\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029\\uD800-\\uDFFF';

/** A text for people: `min` to `max` characters, not blank (unless `min` is 0), no control characters but tab and line ends. */
export function Text(max: number, min = 1): PropertyDecorator {
  return textOf(max, min);
}

function textOf(max: number, min: number, options?: ValidationOptions): PropertyDecorator {
  const notBlank = min > 0 ? '(?!\\s*$)' : '';
  const says = `be a text of ${min} to ${max} characters${min > 0 ? ', not blank,' : ''} without control characters`;
  return HasForm({ minLength: min, maxLength: max, pattern: `^${notBlank}[^${UNSAFE}]*$`, says }, options);
}

/** A list of at most `max` texts (at least `min`, default 0) of 1 to `each` characters. */
export function TextList(limits: { max: number; each: number; min?: number }): PropertyDecorator {
  return all(
    IsArray(),
    ArrayMinSize(limits.min ?? 0),
    ArrayMaxSize(limits.max),
    textOf(limits.each, 1, { each: true }),
  );
}

const OPAQUE_ID = '^[A-Za-z0-9_.:-]{1,64}$';
const AN_OPAQUE_ID = new RegExp(OPAQUE_ID);

/** An id that Entrepot gave: 1 to 64 letters, digits, `_`, `.`, `:`, `-`. */
export function OpaqueId(): PropertyDecorator {
  return HasForm({ pattern: OPAQUE_ID, says: 'be an id of 1 to 64 letters, digits or _ . : -' });
}

/** Whether a text can be such an id, where it does not come as a field of a contract. */
export function isOpaqueId(text: string): boolean {
  return AN_OPAQUE_ID.test(text);
}

/** An id that somebody else gave: 1 to 128 printable characters, no white space at its ends. */
export function FreeKey(): PropertyDecorator {
  return HasForm({
    pattern: trimmed(`${CONTROL}`, 128),
    says: 'be 1 to 128 printable characters, no space at the ends',
  });
}

/** A stock keeping unit: 1 to 64 printable characters without a slash, no white space at its ends. */
export function Sku(): PropertyDecorator {
  return HasForm({
    pattern: trimmed(`/${CONTROL}`, 64),
    says: 'be a SKU of 1 to 64 printable characters without a slash, no space at the ends',
  });
}

function trimmed(excluded: string, max: number): string {
  const edge = `[^\\s${excluded}]`;
  return `^${edge}(?:[^${excluded}]{0,${max - 2}}${edge})?$`;
}

/** A currency of ISO 4217. */
export function CurrencyCode(): PropertyDecorator {
  return HasForm({ words: CURRENCIES, says: 'be a currency code of ISO 4217 such as EUR' });
}

/** A country of ISO 3166-1, two letters. */
export function CountryCode(): PropertyDecorator {
  return HasForm({ words: COUNTRIES, says: 'be a country code of ISO 3166-1 with two letters such as BR' });
}

/** One of these words. */
export function OneOf(words: readonly string[]): PropertyDecorator {
  return HasForm({ words, says: `be one of ${words.join(', ')}` });
}

/** A list of at most `max` (default 100), at least `min` (default 0), of these words. */
export function WordList(words: readonly string[], limits: { max?: number; min?: number } = {}): PropertyDecorator {
  return all(
    IsArray(),
    ArrayMinSize(limits.min ?? 0),
    ArrayMaxSize(limits.max ?? 100),
    HasForm({ words, says: `be one of ${words.join(', ')}` }, { each: true }),
  );
}

/** A point in time, RFC 3339 with `Z` or an offset, to the nanosecond at most. */
export function Timestamp(): PropertyDecorator {
  return HasForm({
    format: 'date-time',
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)$',
    says: 'be a time such as 2026-01-31T09:30:00Z (RFC 3339, with Z or an offset)',
  });
}

/** An absolute http or https address of at most 2,048 characters, without credentials. */
export function WebAddress(): PropertyDecorator {
  return HasForm({
    maxLength: 2048,
    pattern: `^https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:[/?#][^\\s${CONTROL}]*)?$`,
    says: 'be an absolute http or https address without control characters',
  });
}

/** An e-mail address of at most 254 characters. */
export function Email(): PropertyDecorator {
  return HasForm({
    maxLength: 254,
    pattern: `^[^\\s@<>"${CONTROL}]{1,64}@[^\\s@<>"${CONTROL}]+\\.[^\\s@<>".${CONTROL}]{2,}$`,
    says: 'be an e-mail address',
  });
}

/** A phone number as people write it: digits with an optional +, spaces, brackets, dots, dashes, and an extension. */
export function Phone(): PropertyDecorator {
  return HasForm({
    pattern: '^[+(]{0,2}[0-9][0-9 ().\\/-]{2,30}(?: ?(?:x|ext\\.?) ?[0-9]{1,6})?$',
    says: 'be a phone number',
  });
}

function all(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}
