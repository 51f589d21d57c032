import { validateSync } from 'class-validator';
import { fieldAnnotations, type ClassRef } from '../src/vocabulary/annotations';

/**
 * What class-validator itself says of a parsed JSON value: the second opinion on the compiled validator. No constructor
 * runs, so that nothing (such as an event's type) is filled in.
 */
export function classValidatorAccepts(target: ClassRef, value: unknown, strict: boolean): boolean {
  if (!isObject(value)) return false;
  const instance = asInstance(target, value) as object;
  return validateSync(instance, { whitelist: strict, forbidNonWhitelisted: strict }).length === 0;
}

function asInstance(target: ClassRef, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => asInstance(target, entry));
  if (!isObject(value)) return value;
  const annotations = fieldAnnotations(target);
  const instance = Object.create(target.prototype as object) as Record<string, unknown>;
  for (const [field, held] of Object.entries(value)) {
    const nested = annotations.get(field)?.nested?.();
    instance[field] = nested === undefined ? held : asInstance(nested, held);
  }
  return instance;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
