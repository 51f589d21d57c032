import { readLines } from '@entrepot/platform';
import type { ImportFact } from '../domain/import-facts';
import type { LineFaults } from '../domain/line-faults';
import { checkedFact } from './checked-lines';
import { fieldsOf, isColumn } from './csv-columns';

/** Most lines in one file; what a single commit can carry comfortably. */
export const MAX_LINES = 20_000;

/** What the lines of a file say; faults of single lines are added to `faults`. */
export async function readFacts(type: string | undefined, body: unknown, faults: LineFaults): Promise<ImportFact[]> {
  const facts: ImportFact[] = [];
  await readLines(type, body, {
    csv: { isColumn, fieldsOf, required: ['productId'] },
    limit: MAX_LINES,
    faults,
    take: (line, fields) => {
      const fact = checkedFact(line, fields, faults);
      if (fact !== undefined) facts.push(fact);
    },
  });
  return facts;
}
