import type { JsonSchema } from '../validation/json-schema';
import type { ContractClass } from './contract-classes';
import { describedSchema } from './described-schema';

/** The committed form of a contract class, against which the next version is compared. */
export interface SchemaDocument extends JsonSchema {
  readonly title: string;
  readonly 'x-owner': string;
  readonly 'x-topic'?: string;
  readonly 'x-keyed-by'?: string;
  readonly 'x-readers'?: readonly string[];
}

/** A JSON Schema (2020-12) per class; classes refer to each other by file name. */
export function schemaDocuments(classes: readonly ContractClass[]): ReadonlyMap<string, SchemaDocument> {
  return new Map(classes.map((of) => [of.name, schemaDocument(of)]));
}

function schemaDocument({ name, owner, schema, description, example, event, message }: ContractClass): SchemaDocument {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${name}.json`,
    title: name,
    ...(description !== undefined && { description }),
    'x-owner': owner,
    ...(message && { 'x-topic': message.topic, 'x-keyed-by': message.keyedBy }),
    ...(event && { 'x-topic': event.topic, 'x-keyed-by': event.keyedBy, 'x-readers': [...event.readers].sort() }),
    ...describedSchema(schema, (other) => `${other}.json`),
    ...(example !== undefined && { examples: [example] }),
  };
}
