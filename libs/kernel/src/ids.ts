import { hash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * An opaque id made from its parts: the same parts give the same id, and parts cannot run into each other.
 * Prefix, underscore, 26 characters of Crockford base 32 (130 bits of SHA-256).
 */
export function deriveId(prefix: string, ...parts: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify(parts), 'buffer');
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of digest) {
    bits = ((bits << 8) | byte) & 0xffff;
    held += 8;
    while (held >= 5 && text.length < 26) {
      text += ALPHABET[(bits >> (held - 5)) & 31];
      held -= 5;
    }
  }
  return `${prefix}_${text}`;
}

/** Deeper than any contract, and far from where stacks end, however much of one is in use. */
const DEEPEST = 500;

/**
 * SHA-256 of a value's JSON with sorted keys, hex: equal content gives an equal hash. Throws a `RangeError` for what is nested more
 * than 500 deep, wherever it is called from.
 */
export function contentHash(value: unknown): string {
  return hash('sha256', canonicalJson(value, 0), 'hex');
}

/** Every order on its way in is hashed: texts are put together piece by piece, without lists in between. */
function canonicalJson(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return canonicalList(value, depth);
  if (value === null || typeof value !== 'object' || value instanceof Date) return JSON.stringify(value) ?? 'null';
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field, depth + 1)}`;
  }
  return `{${text}}`;
}

function canonicalList(values: readonly unknown[], depth: number): string {
  let text = '';
  for (const value of values) text += `${text === '' ? '' : ','}${canonicalJson(value, depth + 1)}`;
  return `[${text}]`;
}
