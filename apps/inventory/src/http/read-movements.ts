import type { LineProblem, StockImportLine, StockMovement } from '@entrepot/contracts/inventory';
import { DomainError } from '@entrepot/kernel';
import { readLines } from '@entrepot/platform';
import { gatherMovements, type NumberedLine } from '../domain/gather-movements';
import { faultsOfMovementLine, movementCsv } from './movement-columns';

export const MAX_LINES = 50_000;
const MOST_TOLD = 1_000;
const MOST_IN_A_REFUSAL = 100;

/** What is wrong with lines: all of it is counted, the first thousand are told. */
export class LineProblems {
  readonly told: LineProblem[] = [];
  count = 0;

  add(line: number, field: string, rule: string, message: string): void {
    this.tell({ line, field, rule, code: 'stock-import.invalid', message });
  }

  tell(problem: LineProblem): void {
    this.count += 1;
    if (this.told.length < MOST_TOLD) this.told.push(problem);
  }

  /** Throws if there was anything: nothing of a file that cannot be read is booked. */
  refuseAny(): void {
    if (this.count === 0) return;
    const errors = this.told
      .slice(0, MOST_IN_A_REFUSAL)
      .map(({ line, field, rule, message }) => ({ line, field, rule, message: `line ${line}: ${message}` }));
    throw new DomainError('stock-import.invalid', { faults: this.count }, errors);
  }
}

/** A file as it was read. `faulty` movements are left out of it. */
export interface ReadMovements {
  readonly lines: number;
  readonly movements: readonly StockMovement[];
  readonly problems: LineProblems;
}

/** Reads a file of movements; what is wrong with single lines is in `problems`. */
export async function readMovements(type: string | undefined, body: unknown, importId: string): Promise<ReadMovements> {
  const problems = new LineProblems();
  const lines: NumberedLine[] = [];
  let count = 0;
  await readLines(type, body, {
    csv: movementCsv,
    limit: MAX_LINES,
    faults: problems,
    take: (line, fields) => {
      count += 1;
      const faults = faultsOfMovementLine(fields);
      for (const { field, rule, message } of faults) problems.add(line, field, rule, `${field} ${message}`);
      if (faults.length === 0) lines.push({ ...(fields as StockImportLine), line });
    },
  });
  return { lines: count, movements: gatherMovements(lines, importId, problems), problems };
}
