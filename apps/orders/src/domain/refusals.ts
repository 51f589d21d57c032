import { describeError, type DomainError, type ErrorDefinition, type ErrorKind } from '@entrepot/kernel';
import { orderErrors } from './errors';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  unavailable: 503,
};

/** The status that a refusal has over HTTP; undefined for a code that is not one of ours. */
export function statusOf(code: string): number | undefined {
  const definition = definitionOf(code);
  return definition && STATUS[definition.kind];
}

/** A refusal in words; undefined for a code that is not one of ours. */
export function detailOf({ code, details }: DomainError): string | undefined {
  const definition = definitionOf(code);
  return definition && describeError(definition, details);
}

function definitionOf(code: string): ErrorDefinition | undefined {
  return (orderErrors as Readonly<Record<string, ErrorDefinition>>)[code];
}
