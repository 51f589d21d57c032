import type { InspectedLine, InspectedQuantity, InspectReturn } from '@entrepot/contracts/returns';
import { DomainError, type FieldError } from '@entrepot/kernel';
import type { ReturnLine } from './return';

/** The findings with their SKUs. Refuses more than was announced and what contradicts itself, naming the fields. */
export function findings(wanted: readonly ReturnLine[], { lines }: InspectReturn): InspectedLine[] {
  const errors = lines.flatMap((line, index) => [
    ...tooMany(wanted, lines, index),
    ...contradictions(line).map((error) => ({ ...error, field: `lines[${index}].${error.field}` })),
  ]);
  if (errors.length > 0) throw new DomainError('return.lines-invalid', {}, errors);
  return lines.map((line) => ({ ...line, sku: wanted.find(({ lineId }) => lineId === line.lineId)?.sku ?? '' }));
}

function tooMany(wanted: readonly ReturnLine[], lines: readonly InspectedQuantity[], index: number): FieldError[] {
  const { lineId } = lines[index]!;
  const announced = piecesOf(wanted, lineId);
  if (piecesOf(lines, lineId) <= announced) return [];
  const message = `line ${lineId}: ${announced} were to come back`;
  return [{ field: `lines[${index}].quantity`, rule: 'announced', message }];
}

function contradictions({ disposition, refusal, deduction = 0, deductionReason }: InspectedQuantity): FieldError[] {
  const isSentBack = disposition === 'send-back';
  const errors: FieldError[] = [];
  if (isSentBack !== (refusal !== undefined)) {
    const message = isSentBack ? 'say why these pieces are refused' : 'what is refused has the disposition send-back';
    errors.push({ field: 'refusal', rule: 'send-back', message });
  }
  if (deduction > 0 && isSentBack) {
    errors.push({ field: 'deduction', rule: 'refused', message: 'nothing is paid back for what is refused' });
  }
  if (deduction > 0 && deductionReason === undefined) {
    errors.push({ field: 'deductionReason', rule: 'required', message: 'say what is kept of the refund for' });
  }
  return errors;
}

function piecesOf(lines: readonly { readonly lineId: string; readonly quantity: number }[], lineId: string): number {
  return lines.reduce((total, line) => total + (line.lineId === lineId ? line.quantity : 0), 0);
}
