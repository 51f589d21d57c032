import Ajv, { type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import type { DataValidateFunction } from 'ajv/dist/types';
import { hasLength, isRfc3339 } from '../vocabulary/form';
import { isFreeForm } from '../vocabulary/free-form';
import type { ClassRef } from '../vocabulary/annotations';
import { classSchemas } from './class-schema';
import { MOST_ERRORS } from './field-errors';
import { mapSchema, type JsonSchema } from './json-schema';
import { SEALED_PATTERN, SEALED_PREFIX, SEALED_SAYS } from './sealed';

const KNOWN_FIELDS = 'knownFields';
const LENGTH = 'codePoints';

export interface Strictness {
  /** true: an unknown field is an error (doors). false: unknown fields are allowed (events between services). */
  readonly strict: boolean;
  /** Turns texts into the declared numbers and booleans, in place: for query strings. */
  readonly coerce?: boolean;
  /**
   * What a field of personal data holds. `plain` (left out): the text itself, by the field's own rules: at doors. `sealed`: only a
   * sealed text: what is recorded and published. `either`: events that are read, of this release or of one that sealed nothing.
   */
  readonly personal?: 'plain' | 'sealed' | 'either';
}

/** Says yes or no, at once; stops at the first fault. */
export function compileVerdict(target: ClassRef, strictness: Strictness): ValidateFunction {
  return engine(strictness.coerce ?? false, false).compile(mapParts(closedSchema(target, strictness), quickenPart));
}

/**
 * Lists the faults. A list that is too long is not looked into and unknown fields are counted up to a limit, so that a
 * hostile body stays cheap.
 */
export function compileFindings(target: ClassRef, strictness: Strictness): ValidateFunction {
  return engine(strictness.coerce ?? false, true).compile(mapParts(closedSchema(target, strictness), boundPart));
}

const engines = new Map<string, Ajv>();

/** One engine per way of working: making one costs as much as compiling many schemas. */
function engine(coerceTypes: boolean, listsFaults: boolean): Ajv {
  const key = `${coerceTypes}/${listsFaults}`;
  const found = engines.get(key) ?? makeEngine(coerceTypes, listsFaults);
  engines.set(key, found);
  return found;
}

function makeEngine(coerceTypes: boolean, listsFaults: boolean): Ajv {
  // Listing faults is rare: its code is made quickly rather than made to be quick.
  const code = { optimize: !listsFaults };
  // `array`: a parameter that is given once is a list of one where the class declares a list.
  const coercion = { coerceTypes: coerceTypes ? ('array' as const) : false };
  const work: Options = { ...coercion, allErrors: listsFaults, verbose: listsFaults, code };
  // Schemas come from `classSchema` alone, so they are not themselves checked against JSON Schema's own schema.
  const trusted = { meta: false, validateSchema: false, addUsedSchema: false } as const;
  const ajv = new Ajv({ strict: true, messages: false, ...trusted, ...work });
  ajv.addVocabulary(['says']);
  ajv.addFormat('date-time', isRfc3339);
  ajv.addKeyword({ keyword: KNOWN_FIELDS, type: 'object', schemaType: 'array', errors: true, compile: knownFields });
  ajv.addKeyword({ keyword: 'freeForm', type: 'object', schemaType: 'boolean', compile: () => isFreeForm });
  ajv.addKeyword({ keyword: LENGTH, type: 'string', schemaType: 'array', compile: lengthCheck });
  // A set instead of a comparison per word: lists of 250 countries are on the hot path.
  ajv.removeKeyword('enum').addKeyword({ keyword: 'enum', schemaType: 'array', compile: wordSet });
  return ajv;
}

function lengthCheck([min, max]: readonly [number, number]): DataValidateFunction {
  return (value: string) => hasLength(value, min, max);
}

function wordSet(words: readonly unknown[]): DataValidateFunction {
  const allowed = new Set(words);
  return (value: unknown) => allowed.has(value);
}

function closedSchema(target: ClassRef, strictness: Strictness): JsonSchema {
  const $defs = [...classSchemas([target])].map(([name, { schema }]) => [name, close(schema, strictness)] as const);
  return { $ref: pointer(target.name), $defs: Object.fromEntries($defs) };
}

const SEALED: JsonSchema = { type: 'string', pattern: SEALED_PATTERN, says: SEALED_SAYS };

function close(schema: JsonSchema, { strict, personal: reading = 'plain' }: Strictness): JsonSchema {
  return mapSchema(schema, (part) => {
    const { description: _description, personal, pattern, ...kept } = part;
    if (part.$ref !== undefined) return { $ref: pointer(part.$ref) };
    if (part.properties !== undefined) return { ...kept, additionalProperties: !strict };
    if (personal === true && reading === 'sealed') return SEALED;
    // The format check covers the pattern, which is there for readers of the documents.
    const plain = pattern === undefined || part.format !== undefined ? kept : { ...kept, pattern };
    return personal === true && reading === 'either' ? orSealed(plain) : plain;
  });
}

function orSealed({ type, ...rules }: JsonSchema): JsonSchema {
  return {
    type,
    if: { type: 'string', pattern: `^${SEALED_PREFIX}` },
    then: SEALED,
    else: quickenPart({ type, ...rules }),
  };
}

function mapParts({ $defs, ...schema }: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const parts = Object.entries($defs as Record<string, JsonSchema>);
  return { ...schema, $defs: Object.fromEntries(parts.map(([name, part]) => [name, mapSchema(part, change)])) };
}

/** Lengths are on the hot path too: nearly always the number of code units decides. */
function quickenPart(part: JsonSchema): JsonSchema {
  const { minLength, maxLength, ...others } = part;
  if (minLength === undefined && maxLength === undefined) return part;
  return { ...others, [LENGTH]: [minLength ?? 0, maxLength ?? Infinity] };
}

function boundPart(part: JsonSchema): JsonSchema {
  if (part.items !== undefined) {
    const { items, ...list } = part;
    return { ...list, if: { maxItems: list.maxItems }, then: { items } };
  }
  if (part.properties === undefined || part.additionalProperties !== false) return part;
  const { additionalProperties: _closed, ...open } = part;
  return { ...open, [KNOWN_FIELDS]: Object.keys(part.properties) };
}

/** Finds fields outside a list like `additionalProperties: false` does, but gives up after the first hundred. */
function knownFields(fields: readonly string[]): DataValidateFunction {
  const known = new Set(fields);
  const check: DataValidateFunction = (value: object) => {
    const unknown: Partial<ErrorObject>[] = [];
    for (const field of Object.keys(value)) {
      if (unknown.length < MOST_ERRORS && !known.has(field)) {
        unknown.push({ keyword: 'additionalProperties', params: { additionalProperty: field } });
      }
    }
    check.errors = unknown;
    return unknown.length === 0;
  };
  return check;
}

function pointer(name: string): string {
  return `#/$defs/${name}`;
}
