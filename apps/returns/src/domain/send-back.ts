import { ReturnableClaimed, ReturnApproved, ReturnShipmentRequested } from '@entrepot/contracts/returns';
import { decided, deriveId, DomainError, type AnyEvent, type Decided, type FieldError } from '@entrepot/kernel';
import type { ReturnLine } from './return';
import { deliveredLine, ReturnableStream, type Returnable } from './returnable';

export interface Approval {
  readonly returnId: string;
  readonly orderId: string;
  readonly lines: readonly ReturnLine[];
  /** `policy`, or who decided. */
  readonly by: string;
  /** What was typed with it, sealed. */
  readonly note?: string;
}

/** Refuses lines of which fewer pieces were delivered, or are left after other returns, than are to come back. */
export function refuseTooMany(returnable: Returnable, lines: readonly { lineId: string; quantity: number }[]): void {
  const errors: FieldError[] = [];
  const wanted = new Map<string, number>();
  lines.forEach(({ lineId, quantity }, index) => {
    wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
    const { quantity: delivered, free } = deliveredLine(returnable, lineId);
    const field = `lines[${index}]`;
    if (delivered === 0) {
      errors.push({ field: `${field}.lineId`, rule: 'delivered', message: `line ${lineId} was not delivered` });
    } else if ((wanted.get(lineId) ?? 0) > free) {
      const message = `at most ${free} of ${delivered} delivered can come back`;
      errors.push({ field: `${field}.quantity`, rule: 'available', message });
    }
  });
  if (errors.length > 0) throw new DomainError('return.lines-invalid', {}, errors);
}

/** The place that sent most of these pieces takes them back. */
function placeFor(returnable: Returnable, lines: readonly ReturnLine[]): string {
  const pieces = new Map<string, number>();
  for (const { lineId } of lines) {
    for (const { placeId, quantity } of deliveredLine(returnable, lineId).found) {
      pieces.set(placeId, (pieces.get(placeId) ?? 0) + quantity);
    }
  }
  const ranked = [...pieces].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1));
  return ranked[0]?.[0] ?? '';
}

/** Approves, asks logistics for the label and takes hold of the pieces, all in one decision. `before` comes first. */
export function sendBack(approval: Approval, returnable: Returnable, before: readonly AnyEvent[]): Decided {
  const { returnId, orderId, by, note } = approval;
  const lines = [...approval.lines];
  const { address } = returnable;
  if (!address) throw new DomainError('return.not-delivered', { orderId });
  const shipmentId = deriveId('shp', returnId);
  const placeId = placeFor(returnable, lines);
  return decided(
    ...before,
    new ReturnApproved({ returnId, orderId, by, ...(note !== undefined && { note }) }),
    new ReturnShipmentRequested({ returnId, orderId, shipmentId, placeId, lines, from: address }),
  ).on(ReturnableStream, orderId, new ReturnableClaimed({ orderId, returnId, lines }));
}
