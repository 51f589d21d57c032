/** A JSON Schema in the subset that draft 7, 2020-12, OpenAPI 3.1 and AsyncAPI 3 read alike. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly $ref?: string;
  readonly additionalProperties?: boolean;
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

/** The same schema with `change` applied to it and to every schema inside, innermost first. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inside: { properties?: Record<string, JsonSchema>; items?: JsonSchema } = {};
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties);
    inside.properties = Object.fromEntries(entries.map(([field, of]) => [field, mapSchema(of, change)]));
  }
  if (schema.items !== undefined) inside.items = mapSchema(schema.items, change);
  return change({ ...schema, ...inside });
}
