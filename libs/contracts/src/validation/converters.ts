import {
  ARRAY_MAX_SIZE,
  ARRAY_MIN_SIZE,
  EQUALS,
  IS_ARRAY,
  IS_BOOLEAN,
  IS_INT,
  IS_NUMBER,
  IS_OBJECT,
  MAX,
  MIN,
  ValidationTypes,
} from 'class-validator';
import { FORM, type Form } from '../vocabulary/form';
import { FREE_FORM, FREE_FORM_SAYS } from '../vocabulary/free-form';
import { fieldAnnotations, type ClassRef } from '../vocabulary/annotations';
import type { JsonSchema } from './json-schema';

/** What class-validator keeps about one decorator on one field. */
export interface Constraint {
  readonly type: string;
  readonly target: unknown;
  readonly propertyName: string;
  readonly constraints: readonly unknown[];
}

export type Converter = (constraint: Constraint) => JsonSchema;

/**
 * Decorators that may stand on a contract field, with what each means as a schema: the allow-list. The vocabulary is
 * made of these; anything else would be checked by class-validator and silently lost in the compiled schema.
 */
export const converters: Readonly<Record<string, Converter>> = {
  [FORM]: ({ constraints }) => formSchema(constraints[0] as Form),
  [EQUALS]: ({ constraints }) => ({ type: 'string', const: constraints[0] as string }),
  [IS_BOOLEAN]: () => ({ type: 'boolean' }),
  [IS_INT]: () => ({ type: 'integer' }),
  [IS_NUMBER]: () => ({ type: 'number' }),
  [MIN]: ({ constraints }) => ({ minimum: constraints[0] }),
  [MAX]: ({ constraints }) => ({ maximum: constraints[0] }),
  [IS_ARRAY]: () => ({ type: 'array' }),
  [ARRAY_MIN_SIZE]: ({ constraints }) => ({ minItems: constraints[0] }),
  [ARRAY_MAX_SIZE]: ({ constraints }) => ({ maxItems: constraints[0] }),
  [FREE_FORM]: () => ({ type: 'object', additionalProperties: true, freeForm: true, says: FREE_FORM_SAYS }),
  // Stands only beside a nested class, whose schema says it.
  [IS_OBJECT]: () => ({}),
  [ValidationTypes.NESTED_VALIDATION]: (constraint) => ({ $ref: nestedClass(constraint)?.name }),
  [ValidationTypes.CONDITIONAL_VALIDATION]: () => ({}),
};

function formSchema(form: Form): JsonSchema {
  const { words, ...keywords } = form;
  return { type: 'string', ...keywords, ...(words === undefined ? {} : { enum: [...words] }) };
}

/** The class that a field holds, if it was declared with `@Nested` or `@NestedList`. */
export function nestedClass(constraint: Pick<Constraint, 'target' | 'propertyName'>): ClassRef | undefined {
  return fieldAnnotations(constraint.target as ClassRef)
    .get(constraint.propertyName)
    ?.nested?.();
}
