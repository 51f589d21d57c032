import { mapSchema, type JsonSchema } from '../validation/json-schema';

/** A class schema for readers outside: `$ref`s resolved by `pointTo`, rules told in words where nothing else is said. */
export function describedSchema(schema: JsonSchema, pointTo: (name: string) => string): JsonSchema {
  return mapSchema(schema, (part) => {
    const { says, personal, freeForm: _freeForm, description, $ref, ...keywords } = part;
    const words = description ?? (says === undefined || part.enum !== undefined ? undefined : `Must ${String(says)}.`);
    return {
      ...($ref !== undefined && { $ref: pointTo($ref) }),
      ...keywords,
      ...(words !== undefined && { description: words }),
      ...(personal === true && { 'x-personal': true }),
    };
  });
}
