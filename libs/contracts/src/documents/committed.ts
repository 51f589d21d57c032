import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SCHEMA_FOLDER, type Generated } from './generate';
import type { SchemaDocument } from './schema-documents';

/** The schemas as they were last written below the repository's root. */
export function committedSchemas(root: string): ReadonlyMap<string, SchemaDocument> {
  return new Map(
    schemaFiles(root).map((path) => {
      const document = JSON.parse(readFileSync(join(root, path), 'utf8')) as SchemaDocument;
      return [document.title, document];
    }),
  );
}

/** Paths whose committed content is missing, different, or of a contract that is gone. */
export function outdatedFiles(root: string, { files }: Generated): readonly string[] {
  const changed = [...files].filter(([path, content]) => contentOf(join(root, path)) !== content);
  return [...changed.map(([path]) => path), ...leftovers(root, files)].sort();
}

/** Writes what changed and removes the schemas of contracts that are gone; tells which. */
export function writeDocuments(root: string, generated: Generated): readonly string[] {
  const outdated = outdatedFiles(root, generated);
  for (const path of outdated) {
    const content = generated.files.get(path);
    if (content === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  return outdated;
}

function leftovers(root: string, files: ReadonlyMap<string, string>): readonly string[] {
  return schemaFiles(root).filter((path) => !files.has(path));
}

function schemaFiles(root: string): readonly string[] {
  const folder = join(root, SCHEMA_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${SCHEMA_FOLDER}/${name}`);
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
