import fc from 'fast-check';
import { contentHash, deriveId } from './ids';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([field, held]) => [field, shuffled(held)] as const);
  return Object.fromEntries(entries.reverse());
};

it('hashes content, not the order of fields', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => contentHash(value) === contentHash(shuffled(value))));
});

it('survives the wire: a value and its JSON have one hash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => contentHash(value) === contentHash(JSON.parse(JSON.stringify(value)))),
  );
});

it('derives different ids from different parts', () => {
  const parts = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(deriveId('x', ...one) === deriveId('x', ...other)).toBe(same);
    }),
  );
});
