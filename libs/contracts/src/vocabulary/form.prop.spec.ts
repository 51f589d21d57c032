import fc from 'fast-check';
import { hasLength, isRfc3339 } from './form';

it('counts code points, as JSON Schema does', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const limits = fc.tuple(fc.nat(8), fc.nat(12));
  fc.assert(
    fc.property(text, limits, (value, [min, max]) => {
      const points = [...value].length;
      expect(hasLength(value, min, max)).toBe(points >= min && points <= max);
    }),
  );
});

it('takes every time that a clock can show', () => {
  const date = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(fc.property(date, (at) => isRfc3339(at.toISOString())));
});

it('takes a day exactly when the calendar has it', () => {
  const parts = fc.tuple(fc.integer({ min: 1890, max: 2110 }), fc.nat(13), fc.nat(32));
  fc.assert(
    fc.property(parts, ([year, month, day]) => {
      const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00Z`;
      const at = new Date(Date.UTC(year, month - 1, day));
      const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
      expect(isRfc3339(text)).toBe(exists);
    }),
  );
});
