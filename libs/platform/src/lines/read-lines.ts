import { DomainError } from '@entrepot/kernel';
import { readCsv } from './csv-lines';
import { readNdjson } from './json-lines';
import type { LineFile } from './line-file';

/**
 * Reads a file by its content type: `text/csv` or `application/x-ndjson`. Faults in the form of lines go to the file's sink; throws
 * `import.type-unknown`, `import.empty` or `import.too-long`. Other requests get their turn meanwhile.
 */
export async function readLines(type: string | undefined, body: unknown, file: LineFile): Promise<void> {
  const read = readerOf(type ?? '');
  if (read === undefined) throw new DomainError('import.type-unknown');
  if (typeof body !== 'string' || body === '') throw new DomainError('import.empty');
  await read(body, file);
}

/** Names of types are the same in capitals (RFC 9110, 8.3.1). */
function readerOf(type: string): typeof readCsv | undefined {
  const name = type.split(';', 1)[0]?.trim().toLowerCase();
  if (name === 'text/csv') return readCsv;
  return name === 'application/x-ndjson' ? readNdjson : undefined;
}
