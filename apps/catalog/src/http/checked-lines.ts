import { compiledValidator } from '@entrepot/contracts';
import { ImportLine, ImportProduct } from '@entrepot/contracts/catalog';
import { factOfLine, factOfProduct, type ImportFact } from '../domain/import-facts';
import type { LineFaults } from '../domain/line-faults';

const faultsOfLine = compiledValidator(ImportLine, { strict: true });
const faultsOfProduct = compiledValidator(ImportProduct, { strict: true });

/** What a line says, checked against its contract; undefined with the reasons added to `faults`. */
export function checkedFact(line: number, value: object, faults: LineFaults): ImportFact | undefined {
  const isProduct = 'variants' in value;
  const found = isProduct ? faultsOfProduct(value) : faultsOfLine(value);
  for (const { field, rule, message } of found) faults.add(line, field, rule, `${field} ${message}`);
  if (found.length > 0) return undefined;
  return isProduct ? factOfProduct(line, value as ImportProduct) : factOfLine(line, value as ImportLine, faults);
}
