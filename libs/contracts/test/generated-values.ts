import Ajv from 'ajv';
import fc, { type Arbitrary } from 'fast-check';
import { isRfc3339 } from '../src/vocabulary/form';
import { classSchemas, type ClassSchema } from '../src/validation/class-schema';
import type { JsonSchema } from '../src/validation/json-schema';
import type { ClassRef } from '../src/vocabulary/annotations';

type Schemas = ReadonlyMap<string, ClassSchema>;

/** Texts that are right somewhere and wrong elsewhere. */
const TEXTS = [
  '', ' ', 'a', 'ord_1', 'A-1.b:c', 'sku 1', ' sku', 'a/b', 'é', '日本', '👩‍👩‍👧', '\uD800', 'a\u0000b', 'a\nb', 'x'.repeat(64),
  'x'.repeat(65), 'x'.repeat(3000), 'EUR', 'eur', 'BR', 'XX', '2026-01-31T09:30:00Z', '2026-02-30T09:30:00Z',
  '2026-01-31T09:30:00+02:00', '2026-01-31 09:30', '2026-01-31', 'https://example.com/a?b=c', 'ftp://example.com',
  'https://example.com/\u0000', 'https://example.com/\uD800', '9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00Z',
  'maria@example.com', 'maria@', '+55 (11) 99999-1234', '12', '1'.repeat(14), '0'.repeat(8), 'orders', 'card',
]; // prettier-ignore

const JUNK = [null, true, false, 0, -0, -1, 1, 0.5, -90.5, 1e13, 1e300, [], [null], {}, { a: 1 }, [[]], ...TEXTS];

/** Values for a contract class: valid ones, and valid ones with up to three spoiled places. */
export function valuesOf(target: ClassRef): Arbitrary<unknown> {
  const schemas = classSchemas([target]);
  const spoiling = fc.array(spoilings(), { maxLength: 3 });
  return fc
    .tuple(valid({ $ref: target.name }, schemas), spoiling)
    .map(([value, spoils]) => spoils.reduce((spoiled, spoil) => spoil(spoiled), value));
}

function valid(schema: JsonSchema, schemas: Schemas): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valid(schemaOf(schema.$ref, schemas), schemas);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.properties !== undefined) return validObject(schema, schemas);
  return validPlain(schema, schemas);
}

function validPlain(schema: JsonSchema, schemas: Schemas): Arbitrary<unknown> {
  const [min, max] = [Number(schema.minimum), Number(schema.maximum)];
  switch (schema.type) {
    case 'string':
      return fc.constantFrom(...acceptedTexts(schema));
    case 'integer':
      return fc.integer({ min: Math.max(min, -1e6), max: Math.min(max, 1e6) });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const minLength = Number(schema.minItems);
      const maxLength = Math.min(Number(schema.maxItems), minLength + 2);
      return fc.array(valid(schema.items ?? {}, schemas), { minLength, maxLength });
    }
    default:
      return fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(...JUNK));
  }
}

function validObject(schema: JsonSchema, schemas: Schemas): Arbitrary<unknown> {
  const entries = Object.entries(schema.properties ?? {});
  const model = Object.fromEntries(entries.map(([field, of]) => [field, valid(of, schemas)]));
  return fc.record(model, { requiredKeys: [...(schema.required ?? [])] });
}

function schemaOf(name: string, schemas: Schemas): JsonSchema {
  return schemas.get(name)?.schema ?? {};
}

const ajv = new Ajv({ formats: { 'date-time': isRfc3339 } });
const accepted = new Map<string, readonly string[]>();

function acceptedTexts({ says: _says, personal: _personal, description: _description, ...schema }: JsonSchema) {
  const key = JSON.stringify(schema);
  const isValid = accepted.has(key) ? undefined : ajv.compile(schema);
  const found = accepted.get(key) ?? TEXTS.filter((text) => isValid?.(text));
  if (found.length === 0) throw new Error(`no sample text fits ${key}: add one`);
  accepted.set(key, found);
  return found;
}

type Spoil = (value: unknown) => unknown;

/** Walks into the value by the given numbers and there replaces, removes or adds something. */
function spoilings(): Arbitrary<Spoil> {
  const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 });
  const how = fc.constantFrom('replace', 'remove', 'add');
  return fc.tuple(path, how, fc.constantFrom(...JUNK)).map(([steps, kind, junk]) => (value) => {
    return spoilAt(value, steps, kind, junk);
  });
}

function spoilAt(value: unknown, [step = 0, ...rest]: readonly number[], how: string, junk: unknown): unknown {
  if (typeof value !== 'object' || value === null) return junk;
  if (Array.isArray(value)) return value.map((entry, at) => (at === 0 ? spoilAt(entry, rest, how, junk) : entry));
  const fields = Object.keys(value);
  const field = fields[step % Math.max(1, fields.length)] ?? 'extra';
  const entries = value as Readonly<Record<string, unknown>>;
  if (rest.length > 0) return { ...entries, [field]: spoilAt(entries[field], rest, how, junk) };
  if (how === 'add') return { ...entries, [`${field}Extra`]: junk };
  const { [field]: _removed, ...others } = entries;
  return how === 'remove' ? others : { ...others, [field]: junk };
}
