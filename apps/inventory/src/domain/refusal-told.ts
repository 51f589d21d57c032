import { describeError, type DomainError } from '@entrepot/kernel';
import { inventoryErrors } from './errors';

/** Why something was refused, for one line of a file. */
export interface ToldRefusal {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly rule?: string;
}

const LONGEST = 1_000;

/** A refusal in words, with the field at fault where one is named. */
export function refusalTold({ code, details, errors }: DomainError): ToldRefusal {
  const definition = (inventoryErrors as Record<string, (typeof inventoryErrors)[keyof typeof inventoryErrors]>)[code];
  const [fault] = errors;
  const message = definition === undefined ? code : describeError(definition, details);
  return { code, message: message.slice(0, LONGEST), ...(fault && { field: fault.field, rule: fault.rule }) };
}
