import type { FieldError } from '@entrepot/kernel';
import type { ClassRef } from '../vocabulary/annotations';
import { fieldErrors } from './field-errors';
import { compileFindings, compileVerdict, type Strictness } from './schema-engine';

/** The faults of a value, empty when it is valid. Takes any value and never throws. */
export type CompiledValidator = (value: unknown) => readonly FieldError[];

const VALID: readonly FieldError[] = Object.freeze([]);
const UNEXPLAINED: readonly FieldError[] = Object.freeze([{ field: '', rule: 'schema', message: 'must be valid' }]);
const made = new WeakMap<ClassRef, Map<string, CompiledValidator>>();

/**
 * A validator compiled from the class's decorators, the same for HTTP and Kafka. Strict: an unknown field is a fault;
 * tolerant: it is not. Compiled at first use, once per class; throws there when the class has a decorator outside the
 * vocabulary. Only coercion changes the value.
 */
export function compiledValidator(target: ClassRef, strictness: Strictness): CompiledValidator {
  const ofTarget = made.get(target) ?? new Map<string, CompiledValidator>();
  made.set(target, ofTarget);
  const key = `${strictness.strict}/${strictness.coerce ?? false}/${strictness.personal ?? 'plain'}`;
  const validator = ofTarget.get(key) ?? makeValidator(target, strictness);
  ofTarget.set(key, validator);
  return validator;
}

function makeValidator(target: ClassRef, strictness: Strictness): CompiledValidator {
  let isValid: (value: unknown) => boolean = (value) => {
    isValid = compileVerdict(target, strictness);
    return isValid(value);
  };
  let findings: ReturnType<typeof compileFindings> | undefined;
  return (value) => {
    if (isValid(value)) return VALID;
    findings ??= compileFindings(target, strictness);
    // Refused stays refused, whatever the second look finds.
    return findings(value) ? UNEXPLAINED : fieldErrors(findings.errors ?? []);
  };
}
