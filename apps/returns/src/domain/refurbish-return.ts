import { ReturnRefurbished, type RefurbishReturn } from '@entrepot/contracts/returns';
import { deriveId, DomainError, never, type Decision, type FieldError, type Given } from '@entrepot/kernel';
import { restock } from './inspect-return';
import type { Return, ReturnLine } from './return';
import { settledBy } from './settle-return';
import { lessPieces } from './settling';

/** Repaired pieces go back on the shelf, in a restock of their own; those that could not be repaired are scrapped. */
export function refurbishReturn(current: Return, body: RefurbishReturn, given: Given): Decision {
  switch (current.status) {
    case 'none':
      throw new DomainError('return.not-found', { returnId: given.key });
    case 'inspected':
      return refurbish(current, body);
    case 'requested':
    case 'rejected':
    case 'approved':
    case 'labelled':
    case 'in-transit':
    case 'lost':
    case 'received':
    case 'completed':
      throw new DomainError('return.not-open', { status: current.status, action: 'refurbished' });
    default:
      return never(current);
  }
}

function refurbish(current: Extract<Return, { status: 'inspected' | 'completed' }>, body: RefurbishReturn): Decision {
  const { returnId, orderId, refurbishing, repairs } = current;
  refuseTooMany(refurbishing, body);
  const skuOf = (lineId: string) => refurbishing.find((line) => line.lineId === lineId)?.sku ?? '';
  const lines = body.lines.map((line) => ({ ...line, sku: skuOf(line.lineId) }));
  const restockId = deriveId('rst', returnId, 'repair', repairs + 1);
  const goods = restock(current, lines, restockId);
  const openRestocks = goods.length === 0 ? current.openRestocks : [...current.openRestocks, restockId];
  const after = { ...current, openRestocks, refurbishing: lessPieces(refurbishing, lines) };
  return settledBy(after, new ReturnRefurbished({ returnId, orderId, lines }), ...goods);
}

function refuseTooMany(refurbishing: readonly ReturnLine[], { lines }: RefurbishReturn): void {
  const left = new Map<string, number>();
  for (const { lineId, quantity } of refurbishing) left.set(lineId, (left.get(lineId) ?? 0) + quantity);
  const errors = lines.flatMap(({ lineId, quantity }, index): FieldError[] => {
    const before = left.get(lineId) ?? 0;
    left.set(lineId, before - quantity);
    const message = `line ${lineId}: ${Math.max(0, before)} are being repaired`;
    return quantity > before ? [{ field: `lines[${index}].quantity`, rule: 'refurbishing', message }] : [];
  });
  if (errors.length > 0) throw new DomainError('return.lines-invalid', {}, errors);
}
