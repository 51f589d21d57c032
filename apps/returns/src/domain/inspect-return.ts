import {
  ReturnableReleased,
  ReturnCompleted,
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
  type AnyEvent,
  type Decision,
  type Given,
} from '@entrepot/kernel';
import { findings } from './findings';
import type { Return, ReturnLine } from './return';
import { ReturnableStream } from './returnable';
import { isAccepted, lessPieces } from './settling';

type Received = Extract<Return, { status: 'approved' | 'labelled' | 'in-transit' | 'lost' | 'received' }>;

/**
 * What came back and what becomes of it, piece by piece. The money of what is not refused is owed, less deductions; what is to be
 * restocked goes back on the shelf. What did not come, or is refused, may come back another time.
 */
export function inspectReturn(current: Return, body: InspectReturn, given: Given): Decision {
  switch (current.status) {
    case 'none':
      throw new DomainError('return.not-found', { returnId: given.key });
    case 'received':
      return inspect(current, findings(current.lines, body), body);
    case 'inspected':
    case 'completed':
      if (sameFindings(current.inspected, body)) return ignored('inspected already, with the same findings');
      throw new DomainError('return.not-open', { status: current.status, action: 'inspected again' });
    case 'requested':
    case 'rejected':
    case 'approved':
    case 'labelled':
    case 'in-transit':
    case 'lost':
      throw new DomainError('return.not-received', { status: current.status });
    default:
      return never(current);
  }
}

/** Records findings and everything that follows from them. */
export function inspect(
  current: Received,
  lines: InspectedLine[],
  { occurredAt, inspector, note }: Pick<InspectReturn, 'occurredAt' | 'inspector' | 'note'>,
): Decision {
  const { returnId, orderId, exchange } = current;
  const isExchanged = exchange !== undefined && lines.some((line) => isAccepted(line) && line.disposition !== 'lost');
  const inspected = new ReturnInspected({
    ...{ returnId, orderId, lines },
    ...(isExchanged && { exchange: [...exchange.lines] }),
    ...(occurredAt !== undefined && { occurredAt }),
    ...(inspector !== undefined && { inspector }),
    ...(note !== undefined && { note }),
  });
  const goods = restock(current, lines, deriveId('rst', returnId));
  const isDone = goods.length === 0 && lines.every((line) => !isAccepted(line));
  const decision = decided(inspected, ...goods, ...(isDone ? [new ReturnCompleted({ returnId, orderId })] : []));
  const free = lessPieces(current.lines, lines.filter(isAccepted));
  if (free.length === 0) return decision;
  return decision.on(ReturnableStream, orderId, new ReturnableReleased({ orderId, returnId, lines: free }));
}

/** Asks inventory to take in what is to be restocked; nothing when nothing is. */
export function restock(
  { returnId, orderId, placeId }: { readonly returnId: string; readonly orderId: string; readonly placeId: string },
  lines: readonly (Pick<ReturnLine, 'sku' | 'quantity'> & { disposition?: string; outcome?: string })[],
  restockId: string,
): AnyEvent[] {
  const pieces = piecesBySku(lines.filter(({ disposition, outcome }) => (disposition ?? outcome) === 'restock'));
  if (pieces.length === 0) return [];
  return [new ReturnRestockRequested({ returnId, orderId, restockId, placeId, lines: pieces })];
}

function piecesBySku(lines: readonly { sku: string; quantity: number }[]): { sku: string; quantity: number }[] {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return [...pieces].map(([sku, quantity]) => ({ sku, quantity }));
}

type Finding = Omit<InspectedLine, 'sku'>;

function sameFindings(known: readonly Finding[], { lines }: InspectReturn): boolean {
  const key = ({ lineId, quantity, disposition, grade, refusal, deduction = 0 }: Finding) =>
    JSON.stringify([lineId, quantity, disposition, grade, refusal, deduction]);
  return known.map(key).join() === lines.map(key).join();
}
