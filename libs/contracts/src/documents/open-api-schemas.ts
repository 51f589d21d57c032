import { classAnnotation, type ClassRef } from '../vocabulary/annotations';
import { classSchemas } from '../validation/class-schema';
import type { JsonSchema } from '../validation/json-schema';
import { describedSchema } from './described-schema';

/** The classes and what they hold as `components.schemas` of an OpenAPI 3.1 document. */
export function openApiSchemas(classes: Iterable<ClassRef>): Readonly<Record<string, JsonSchema>> {
  const found = [...classSchemas(classes).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(
    found.map(({ name, target, schema }) => {
      const { description, example } = classAnnotation(target);
      const described = describedSchema(schema, (other) => `#/components/schemas/${other}`);
      const said = { ...(description && { description }), ...(example !== undefined && { examples: [example] }) };
      return [name, { ...described, ...said }];
    }),
  );
}
