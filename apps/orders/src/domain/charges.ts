import type { OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import type { FieldError } from '@entrepot/kernel';

/** Charges of lines that are not there, and words about taxes at what is none. */
export function faultsOfCharges(
  charges: readonly OrderCharge[],
  lines: readonly Pick<OrderedLine, 'lineId'>[],
): FieldError[] {
  const ids = new Set(lines.map(({ lineId }) => lineId));
  return charges.flatMap((charge, index) =>
    faultsOf(charge, ids).map((fault) => ({ ...fault, field: `charges[${index}].${fault.field}` })),
  );
}

function faultsOf({ type, lineId, rate, included }: OrderCharge, lines: ReadonlySet<string>): FieldError[] {
  const misplaced = { field: 'lineId', rule: 'known', message: 'must be a line of the order' };
  const ofTaxes = (field: string) => ({ field, rule: 'tax-only', message: 'may only be given for a tax' });
  return [
    ...(lineId !== undefined && !lines.has(lineId) ? [misplaced] : []),
    ...(type !== 'tax' && rate !== undefined ? [ofTaxes('rate')] : []),
    ...(type !== 'tax' && included !== undefined ? [ofTaxes('included')] : []),
  ];
}
