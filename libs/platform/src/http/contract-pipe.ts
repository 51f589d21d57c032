import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { compiledValidator, type ClassRef } from '@entrepot/contracts';
import { DomainError, type FieldError } from '@entrepot/kernel';

const PLAIN: readonly unknown[] = [Object, String, Number, Boolean, Array, undefined];

/**
 * Checks every `@Body()` and `@Query()` that is declared as a contract class with the class's compiled validator, strict, and
 * path parameters for being usable as a key. Values stay plain JSON; only texts of a query become numbers and flags.
 */
@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    if (type === 'param') return data === undefined ? value : checkedKey(data, value);
    if ((type !== 'body' && type !== 'query') || PLAIN.includes(metatype)) return value;
    if (data !== undefined) throw new Error(`declare a class for the whole ${type}, not for ${data}`);
    return type === 'body' ? checkedBody(metatype as ClassRef, value) : checkedQuery(metatype as ClassRef, value);
  }
}

function checkedBody(contract: ClassRef, value: unknown): unknown {
  refuse(compiledValidator(contract, { strict: true })(value ?? {}));
  return value ?? {};
}

/** A parameter that is given twice is a list where the class declares one, otherwise a fault that the validator names. */
function checkedQuery(contract: ClassRef, value: unknown): unknown {
  const copy = { ...(value as Record<string, unknown>) };
  refuse(compiledValidator(contract, { strict: true, coerce: true })(copy));
  return copy;
}

const LONGEST_KEY = 200;
/** `id` names what the runtime holds, after the key of its message: others chose that. */
const LONGER: Readonly<Record<string, number>> = { id: 2_000 };

function checkedKey(name: string, value: unknown): unknown {
  const most = LONGER[name] ?? LONGEST_KEY;
  if (typeof value !== 'string' || (value.length <= most && /^[^\p{Cc}]+$/u.test(value))) return value;
  return refuse([{ field: name, rule: 'pattern', message: `must be 1 to ${most} printable characters` }]);
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new DomainError('request.invalid', {}, errors);
}
