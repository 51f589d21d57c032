import type { MovementKind, StockImportLine, StockMovement } from '@entrepot/contracts/inventory';

/** Takes what is wrong in a line. */
export interface LineFaultSink {
  add(line: number, field: string, rule: string, message: string): void;
}

/** A line with its number. */
export interface NumberedLine extends StockImportLine {
  readonly line: number;
}

type Field = keyof StockImportLine;

const MOST_LINES_A_RECEIPT = 500;

/** What each kind of movement needs, and what it may have besides what all have. */
const FIELDS: Readonly<Record<MovementKind, { needs: readonly Field[]; may: readonly Field[] }>> = {
  receipt: { needs: ['quantity'], may: ['reference'] },
  adjustment: { needs: ['delta', 'cause'], may: ['reason'] },
  count: { needs: ['counted'], may: ['expected'] },
};
const OF_ONE_KIND = Object.values(FIELDS).flatMap(({ needs, may }) => [...needs, ...may]);
const OF_A_RECEIPT = ['placeId', 'reference', 'occurredAt', 'user'] as const;

/**
 * The movements of a file in the order in which they first stand there. Lines of one receipt are one movement; lines without an id get
 * one of `importId` and their number. What is at fault is told and left out.
 */
export function gatherMovements(
  lines: readonly NumberedLine[],
  importId: string,
  faults: LineFaultSink,
): StockMovement[] {
  const movements: StockMovement[] = [];
  const known = new Map<string, StockMovement>();
  for (const line of lines) {
    if (!hasItsFields(line, faults)) continue;
    const id = line.id ?? `${importId}.${line.line}`;
    const name = `${line.kind} ${id}`;
    const before = known.get(name);
    if (before !== undefined) {
      addTo(before, line, faults);
      continue;
    }
    const movement = movementOf(line, id);
    known.set(name, movement);
    movements.push(movement);
  }
  return movements;
}

function hasItsFields(line: NumberedLine, faults: LineFaultSink): boolean {
  const { needs, may } = FIELDS[line.kind];
  const missing = needs.filter((field) => line[field] === undefined);
  const foreign = OF_ONE_KIND.filter(
    (field) => line[field] !== undefined && !needs.includes(field) && !may.includes(field),
  );
  for (const field of missing) faults.add(line.line, field, 'required', `a line of kind ${line.kind} needs ${field}`);
  for (const field of foreign) faults.add(line.line, field, 'alone', `has no meaning in a line of kind ${line.kind}`);
  return missing.length + foreign.length === 0;
}

function movementOf(row: NumberedLine, id: string): StockMovement {
  const { line, kind, placeId, sku, quantity = 0, delta = 0, cause = 'correction', counted = 0 } = row;
  const when = { ...given('occurredAt', row.occurredAt), ...given('user', row.user) };
  switch (kind) {
    case 'receipt': {
      const receipt = {
        receiptId: id,
        placeId,
        lines: [{ sku, quantity }],
        ...given('reference', row.reference),
        ...when,
      };
      return { line, receipt };
    }
    case 'adjustment': {
      const adjustment = { adjustmentId: id, placeId, sku, delta, cause, ...given('reason', row.reason), ...when };
      return { line, adjustment };
    }
    case 'count':
      return { line, count: { countId: id, placeId, sku, counted, ...given('expected', row.expected), ...when } };
  }
}

function given<K extends string, T>(name: K, value: T | undefined): { [field in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [field in K]?: T };
}

function addTo({ line: first, receipt }: StockMovement, row: NumberedLine, faults: LineFaultSink): void {
  const { line, sku, quantity = 0 } = row;
  if (receipt === undefined) {
    faults.add(line, 'id', 'unique', `stands in line ${first} before`);
    return;
  }
  const other = OF_A_RECEIPT.find((field) => row[field] !== receipt[field]);
  if (other !== undefined) {
    faults.add(line, other, 'contradiction', `differs from line ${first}, which is of the same receipt`);
  } else if (receipt.lines.length === MOST_LINES_A_RECEIPT) {
    faults.add(line, 'id', 'maxItems', `a receipt has at most ${MOST_LINES_A_RECEIPT} lines`);
  } else {
    receipt.lines.push({ sku, quantity });
  }
}
