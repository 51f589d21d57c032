import {
  ReturnableReleased,
  ReturnInspected,
  ReturnRestockRequested,
  type InspectedLine,
  type InspectReturn,
} from '@entrepot/contracts/returns';
import {
  decided,
  deriveId,
  DomainError,
  ignored,
  never,
  type Decision,
  type FieldError,
  type Given,
} from '@entrepot/kernel';
import type { Return, ReturnLine } from './return';
import { ReturnableStream } from './returnable';

type Received = Extract<Return, { status: 'approved' | 'labelled' | 'in-transit' | 'received' }>;

/** What came back and what becomes of it. The money of these pieces is owed; those to be restocked go back on the shelf. */
export function inspectReturn(current: Return, body: InspectReturn, given: Given): Decision {
  switch (current.status) {
    case 'none':
      throw new DomainError('return.not-found', { returnId: given.key });
    case 'received':
      return inspect(current, body);
    case 'inspected':
    case 'completed':
      if (sameFindings(current.inspected, body)) return ignored('inspected already, with the same findings');
      throw new DomainError('return.not-open', { status: current.status, action: 'inspected again' });
    case 'requested':
    case 'rejected':
    case 'approved':
    case 'labelled':
    case 'in-transit':
      throw new DomainError('return.not-received', { status: current.status });
    default:
      return never(current);
  }
}

function inspect(current: Received, body: InspectReturn): Decision {
  const { returnId, orderId, placeId } = current;
  const lines = found(current.lines, body);
  const occurredAt = body.occurredAt === undefined ? {} : { occurredAt: body.occurredAt };
  const inspected = new ReturnInspected({ returnId, orderId, lines, ...occurredAt });
  const restock = piecesBySku(lines.filter(({ disposition }) => disposition === 'restock'));
  const restockId = deriveId('rst', returnId);
  const request = new ReturnRestockRequested({ returnId, orderId, restockId, placeId, lines: restock });
  const decision = restock.length === 0 ? decided(inspected) : decided(inspected, request);
  const missing = missingPieces(current.lines, lines);
  if (missing.length === 0) return decision;
  return decision.on(ReturnableStream, orderId, new ReturnableReleased({ orderId, returnId, lines: missing }));
}

function found(wanted: readonly ReturnLine[], body: InspectReturn): InspectedLine[] {
  const errors: FieldError[] = [];
  const lines = body.lines.map((line, index) => {
    const announced = wanted.filter(({ lineId }) => lineId === line.lineId);
    const quantity = announced.reduce((total, each) => total + each.quantity, 0);
    const counted = body.lines.filter(({ lineId }) => lineId === line.lineId);
    if (counted.reduce((total, each) => total + each.quantity, 0) > quantity) {
      const message = `line ${line.lineId}: ${quantity} were to come back`;
      errors.push({ field: `lines[${index}].quantity`, rule: 'announced', message });
    }
    return { ...line, sku: announced[0]?.sku ?? '' };
  });
  if (errors.length > 0) throw new DomainError('return.lines-invalid', {}, errors);
  return lines;
}

function piecesBySku(lines: readonly { sku: string; quantity: number }[]): { sku: string; quantity: number }[] {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return [...pieces].map(([sku, quantity]) => ({ sku, quantity }));
}

function missingPieces(wanted: readonly ReturnLine[], lines: readonly InspectedLine[]): ReturnLine[] {
  const here = new Map<string, number>();
  for (const { lineId, quantity } of lines) here.set(lineId, (here.get(lineId) ?? 0) + quantity);
  return wanted.flatMap((line) => {
    const came = Math.min(line.quantity, here.get(line.lineId) ?? 0);
    here.set(line.lineId, (here.get(line.lineId) ?? 0) - came);
    return came < line.quantity ? [{ ...line, quantity: line.quantity - came }] : [];
  });
}

function sameFindings(known: readonly InspectedLine[], { lines }: InspectReturn): boolean {
  const key = ({ lineId, quantity, disposition }: InspectReturn['lines'][number]) =>
    `${lineId}:${quantity}:${disposition}`;
  return known.map(key).join() === lines.map(key).join();
}
