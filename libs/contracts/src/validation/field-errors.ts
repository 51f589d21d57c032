import type { FieldError } from '@entrepot/kernel';
import type { ErrorObject } from 'ajv';

/** More than this many faults help nobody. */
export const MOST_ERRORS = 100;

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

type Params = Readonly<Record<string, unknown>>;

const SENTENCES: Readonly<Record<string, (params: Params, says: string) => string>> = {
  required: () => 'is required',
  additionalProperties: () => 'is not a known field',
  type: ({ type }) => `must be ${KINDS[String(type)] ?? String(type)}`,
  const: ({ allowedValue }) => `must be ${String(allowedValue)}`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`,
  minItems: ({ limit }) => `must have at least ${String(limit)} ${limit === 1 ? 'entry' : 'entries'}`,
  maxItems: ({ limit }) => `must have at most ${String(limit)} ${limit === 1 ? 'entry' : 'entries'}`,
};

/** What the compiled validator found, in words, at most one finding per field and sentence. */
export function fieldErrors(found: readonly ErrorObject[]): readonly FieldError[] {
  const errors = new Map<string, FieldError>();
  for (const error of found) {
    // Wrappers around findings, which are listed themselves.
    if (error.keyword === 'if' || error.keyword === 'knownFields') continue;
    if (errors.size === MOST_ERRORS) break;
    const field = fieldPath(error);
    const message = sentence(error);
    if (!errors.has(`${field} ${message}`)) errors.set(`${field} ${message}`, { field, rule: error.keyword, message });
  }
  return [...errors.values()];
}

function sentence({ keyword, params, parentSchema }: ErrorObject): string {
  const says = String((parentSchema as Params | undefined)?.says ?? 'be valid');
  const known = SENTENCES[keyword];
  return known === undefined ? `must ${says}` : known(params as Params, says);
}

/** `/lines/0/quantity` as `lines[0].quantity`; a missing or unknown field is named itself, not its owner. */
function fieldPath({ instancePath, params }: ErrorObject): string {
  const named = params as { missingProperty?: string; additionalProperty?: string };
  const last = named.missingProperty ?? named.additionalProperty;
  const steps = instancePath.split('/').slice(1).map(unescapePointer);
  if (last !== undefined) steps.push(last);
  return steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path ? `${path}.${step}` : step), '');
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
