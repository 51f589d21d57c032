import { StockImportLine } from '@entrepot/contracts/inventory';
import { compiledValidator } from '@entrepot/contracts';
import type { CsvShape } from '@entrepot/platform';

/** Columns that hold whole numbers; the others are texts. */
const NUMBERS: readonly string[] = ['quantity', 'delta', 'counted', 'expected'];
const TEXTS: readonly string[] = ['kind', 'id', 'placeId', 'sku', 'cause', 'reason', 'reference', 'occurredAt', 'user'];

/** The columns of a CSV file of movements: the fields of `StockImportLine`. */
export const movementCsv: CsvShape = {
  isColumn: (name) => NUMBERS.includes(name) || TEXTS.includes(name),
  required: ['kind', 'placeId', 'sku'],
  fieldsOf: (header, cells) => {
    const fields: Record<string, unknown> = {};
    header.forEach((name, index) => {
      const cell = cells[index]?.trim() ?? '';
      if (cell !== '') fields[name] = NUMBERS.includes(name) && /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell;
    });
    return fields;
  },
};

/** What is wrong with the fields of a line. */
export const faultsOfMovementLine = compiledValidator(StockImportLine, { strict: true });
