import type { JsonSchema } from '../validation/json-schema';
import type { SchemaDocument } from './schema-documents';

type Documents = ReadonlyMap<string, SchemaDocument>;

/**
 * Who counts on a contract: the readers of every event that is it or holds it, and the callers of every owner that
 * takes or answers it.
 */
export function readersOf(contract: string, documents: Documents): readonly string[] {
  const held = new Set([...documents.values()].flatMap(refs));
  const readers = new Set<string>();
  for (const [name, document] of documents) {
    if (!reaches(name, contract, documents)) continue;
    const named = document['x-readers'];
    if (named !== undefined) named.forEach((reader) => readers.add(reader));
    else if (!held.has(name)) readers.add(`callers of ${document['x-owner']}`);
  }
  return [...readers].sort();
}

/**
 * Services that check an event which is the contract or holds it: its readers, and its owner, whose own views and effects read
 * it too.
 */
export function eventReadersOf(contract: string, documents: Documents): readonly string[] {
  const readers = [...documents].flatMap(([name, event]) =>
    event['x-readers'] === undefined || !reaches(name, contract, documents)
      ? []
      : [...event['x-readers'], event['x-owner']],
  );
  return [...new Set(readers)].sort();
}

/** Whether a contract is an event, or held by one. */
export function travelsInEvents(contract: string, documents: Documents): boolean {
  return [...documents].some(([name, event]) => event['x-readers'] !== undefined && reaches(name, contract, documents));
}

function reaches(from: string, to: string, documents: Documents): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...refs(documents.get(next)));
  }
  return false;
}

function refs(document: SchemaDocument | undefined): readonly string[] {
  return Object.values(document?.properties ?? {}).flatMap((field: JsonSchema) => {
    const ref = field.$ref ?? field.items?.$ref;
    return ref === undefined ? [] : [ref.replace(/\.json$/, '')];
  });
}
