import Ajv, { type Options, type ValidateFunction } from 'ajv';
import { isRfc3339 } from '../vocabulary/form';
import type { ClassRef } from '../vocabulary/annotations';
import { classSchemas } from './class-schema';
import { mapSchema, type JsonSchema } from './json-schema';

export interface Strictness {
  /** true: an unknown field is an error (doors). false: unknown fields are allowed (events between services). */
  readonly strict: boolean;
  /** Turns texts into the declared numbers and booleans, in place: for query strings. */
  readonly coerce?: boolean;
}

/** Says yes or no, at once; stops at the first fault. */
export function compileVerdict(target: ClassRef, strictness: Strictness): ValidateFunction {
  return engine({ coerceTypes: strictness.coerce ?? false }).compile(closedSchema(target, strictness.strict));
}

/** Lists every fault. Lists longer than allowed are not looked into, so that a hostile body stays cheap. */
export function compileFindings(target: ClassRef, strictness: Strictness): ValidateFunction {
  const options = { allErrors: true, verbose: true, coerceTypes: strictness.coerce ?? false };
  return engine(options).compile(mapSchema(closedSchema(target, strictness.strict), boundList));
}

function engine(options: Options): Ajv {
  const ajv = new Ajv({ strict: true, messages: false, addUsedSchema: false, inlineRefs: true, ...options });
  ajv.addVocabulary(['says']);
  ajv.addFormat('date-time', isRfc3339);
  // A set instead of a comparison per word: lists of 250 countries are on the hot path.
  ajv.removeKeyword('enum').addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    compile: (words: readonly unknown[]) => {
      const allowed = new Set(words);
      return (value: unknown) => allowed.has(value);
    },
  });
  return ajv;
}

function closedSchema(target: ClassRef, strict: boolean): JsonSchema {
  const $defs = [...classSchemas([target])].map(([name, { schema }]) => [name, close(schema, strict)] as const);
  return { $ref: pointer(target.name), $defs: Object.fromEntries($defs) };
}

function close(schema: JsonSchema, strict: boolean): JsonSchema {
  return mapSchema(schema, (part) => {
    const { description: _description, personal: _personal, pattern, ...kept } = part;
    if (part.$ref !== undefined) return { $ref: pointer(part.$ref) };
    if (part.properties !== undefined) return { ...kept, additionalProperties: !strict };
    // The format check covers the pattern, which is there for readers of the documents.
    return pattern === undefined || part.format !== undefined ? kept : { ...kept, pattern };
  });
}

function boundList(part: JsonSchema): JsonSchema {
  const { items, ...list } = part;
  return items === undefined ? part : { ...list, if: { maxItems: list.maxItems }, then: { items } };
}

function pointer(name: string): string {
  return `#/$defs/${name}`;
}
