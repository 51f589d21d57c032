import { asyncApiDocument } from './async-api';
import { contractClasses, type Owners } from './contract-classes';
import { schemaDocuments, type SchemaDocument } from './schema-documents';
import { eventsTable, topicsTable } from './tables';

/** Folder of the committed schemas: the baseline of the compatibility check. */
export const SCHEMA_FOLDER = 'docs/contracts/schemas';

export interface Generated {
  /** Content by path from the repository's root. */
  readonly files: ReadonlyMap<string, string>;
  readonly schemas: ReadonlyMap<string, SchemaDocument>;
}

/** Everything that is written from the contracts. Pure: the same contracts give the same bytes. */
export function generateDocuments(owners: Owners): Generated {
  const classes = contractClasses(owners);
  const schemas = schemaDocuments(classes);
  const files = new Map<string, string>();
  for (const [name, schema] of schemas) files.set(`${SCHEMA_FOLDER}/${name}.json`, json(schema));
  files.set('docs/contracts/asyncapi.json', json(asyncApiDocument(classes)));
  files.set('docs/events.md', eventsTable(classes));
  files.set('docs/topics.md', topicsTable());
  return { files, schemas };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
