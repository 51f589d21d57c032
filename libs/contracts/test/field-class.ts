import { Optional } from '../src/vocabulary';
import { compiledValidator } from '../src/validation/compiled-validator';
import type { ClassRef } from '../src/vocabulary/annotations';
import { classValidatorAccepts } from './second-verdict';

/** A class with one field `value` that carries these decorators. */
export function fieldClass(...decorators: readonly PropertyDecorator[]): ClassRef {
  class Probe {}
  for (const decorate of decorators) decorate(Probe.prototype, 'value');
  return Probe;
}

const probes = new Map<PropertyDecorator, ClassRef>();

/** The class that tries a decorator out: one per decorator, because compiling costs milliseconds. */
function probeOf(decorator: PropertyDecorator): ClassRef {
  const found = probes.get(decorator) ?? fieldClass(decorator);
  probes.set(decorator, found);
  return found;
}

/** Both verdicts on a field's value; a test that calls this fails when they differ. */
export function accepts(decorator: PropertyDecorator, value: unknown): boolean {
  const target = probeOf(decorator);
  const compiled = compiledValidator(target, { strict: true })({ value }).length === 0;
  const second = classValidatorAccepts(target, { value }, true);
  if (compiled !== second) throw new Error(`compiled says ${compiled}, class-validator says ${second}`);
  return compiled;
}

/** The sentence about a value that is refused. */
export function complaint(decorator: PropertyDecorator, value: unknown): string | undefined {
  return compiledValidator(probeOf(decorator), { strict: true })({ value })[0]?.message;
}

export const optional = (decorator: PropertyDecorator): PropertyDecorator => {
  return (target, property) => [Optional(), decorator].forEach((decorate) => decorate(target, property));
};
