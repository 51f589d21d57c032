import { fieldAnnotations, type ClassRef } from '../vocabulary/annotations';
import { classSchema } from './class-schema';

/**
 * A copy that shows of a value only what this class knows and does not mark as personal: every other field, and every value of another
 * form, is `mask`. For values that were never checked: what is wrong with one may be that personal data is in the wrong place.
 */
export function withoutPersonal(target: ClassRef, value: unknown, mask: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return mask;
  const { properties = {} } = classSchema(target).schema;
  const annotations = fieldAnnotations(target);
  const shown = Object.entries(value).map(([field, held]: [string, unknown]): [string, unknown] => {
    const { personal, nested } = annotations.get(field) ?? {};
    if (!Object.hasOwn(properties, field) || personal) return [field, held === null ? null : mask];
    return [
      field,
      nested === undefined ? simple(held, mask) : each(held, (one) => withoutPersonal(nested(), one, mask)),
    ];
  });
  return Object.fromEntries(shown);
}

function each(value: unknown, show: (one: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(show) : show(value);
}

function simple(value: unknown, mask: string): unknown {
  return each(value, (one) => (typeof one === 'object' && one !== null ? mask : one));
}
