import { getMetadataStorage, IS_OBJECT, ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { fieldAnnotations, type ClassRef } from '../vocabulary/annotations';
import { isGiven } from '../vocabulary/structure';
import { converters, nestedClass, type Constraint } from './converters';
import type { JsonSchema } from './json-schema';

/** A class as a schema; `$ref` holds the bare name of another class. */
export interface ClassSchema {
  readonly name: string;
  readonly target: ClassRef;
  readonly schema: JsonSchema;
  readonly nested: readonly ClassRef[];
}

const known = new WeakMap<ClassRef, ClassSchema>();

/**
 * The schema of one class. `says` (what a form demands, for people) and `personal` stand beside the JSON Schema
 * keywords. Throws when a field carries a decorator outside the vocabulary.
 */
export function classSchema(target: ClassRef): ClassSchema {
  const found = known.get(target);
  if (found !== undefined) return found;
  const refused = outsideVocabulary(target);
  if (refused.length > 0) throw new Error(`decorators outside the vocabulary: ${refused.join(', ')}`);
  const made = makeClassSchema(target);
  known.set(target, made);
  return made;
}

function makeClassSchema(target: ClassRef): ClassSchema {
  const constraints = constraintsOf(target);
  const generated = targetConstructorToSchema(target, {
    additionalConverters: converters as unknown as NonNullable<
      Parameters<typeof targetConstructorToSchema>[1]
    >['additionalConverters'],
  }) as JsonSchema;
  const annotations = fieldAnnotations(target);
  const properties: Record<string, JsonSchema> = {};
  for (const [field, schema] of Object.entries(generated.properties ?? {})) {
    const { description, personal } = annotations.get(field) ?? {};
    if (personal && schema.type !== 'string') throw new Error(`${target.name}.${field}: only a text can be personal`);
    properties[field] = { ...schema, ...(description && { description }), ...(personal && { personal }) };
  }
  const required = [...(generated.required ?? [])].sort();
  return {
    name: target.name,
    target,
    schema: { type: 'object', properties, ...(required.length > 0 && { required }) },
    nested: [...new Set(constraints.flatMap((constraint) => nestedClass(constraint) ?? []))],
  };
}

/** `Class.field: decorator` for every decorator on the class that is not in the vocabulary. */
export function outsideVocabulary(target: ClassRef): readonly string[] {
  return constraintsOf(target)
    .filter((constraint) => !isAllowed(constraint))
    .map(({ propertyName, type }) => `${target.name}.${propertyName}: ${type}`);
}

function isAllowed(constraint: Constraint): boolean {
  const { type, constraints } = constraint;
  if (type === ValidationTypes.CONDITIONAL_VALIDATION) return constraints[0] === isGiven;
  if (type === ValidationTypes.NESTED_VALIDATION || type === IS_OBJECT) return nestedClass(constraint) !== undefined;
  return Object.hasOwn(converters, type);
}

function constraintsOf(target: ClassRef): readonly Constraint[] {
  const storage = getMetadataStorage();
  return storage.getTargetValidationMetadatas(target, '', true, false).map((metadata) => {
    const custom = metadata.constraintCls && storage.getTargetValidatorConstraints(metadata.constraintCls)[0]?.name;
    const { target: owner, propertyName, constraints } = metadata;
    return { type: custom ?? metadata.type, target: owner, propertyName, constraints: constraints ?? [] };
  });
}

/**
 * The classes and every class that their fields hold, by name. Throws when two of them have the same name: a name is
 * what the outside world knows them by.
 */
export function classSchemas(roots: Iterable<ClassRef>): ReadonlyMap<string, ClassSchema> {
  const found = new Map<string, ClassSchema>();
  const waiting = [...roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const other = found.get(next.name);
    if (other?.target === next) continue;
    if (other !== undefined) throw new Error(`two contract classes are called ${next.name}`);
    const schema = classSchema(next);
    found.set(next.name, schema);
    waiting.push(...schema.nested);
  }
  return found;
}
