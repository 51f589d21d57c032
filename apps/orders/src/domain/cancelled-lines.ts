import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { DomainError, type FieldError } from '@entrepot/kernel';
import type { KnownOrder } from './order-state';
import { remainingOf } from './quantities';

/** The lines of a wish to cancel, if the order has so many pieces of each left; else a refusal that names what does not fit. */
export function checkedLines(order: KnownOrder, lines: readonly OrderLineQuantity[]): readonly OrderLineQuantity[] {
  const seen = new Set<string>();
  const errors = lines.flatMap((line, index) => {
    const fault = faultOf(order, line, seen.has(line.lineId));
    seen.add(line.lineId);
    return fault === undefined ? [] : [{ ...fault, field: `lines[${index}].${fault.field}` }];
  });
  if (errors.length === 0) return lines;
  throw new DomainError('order.lines-invalid', { orderId: order.placed.orderId }, errors);
}

function faultOf(
  order: KnownOrder,
  { lineId, quantity }: OrderLineQuantity,
  isRepeated: boolean,
): FieldError | undefined {
  const line = order.lines.find((entry) => entry.lineId === lineId);
  if (line === undefined) return { field: 'lineId', rule: 'known', message: 'must be a line of the order' };
  if (isRepeated) return { field: 'lineId', rule: 'unique', message: 'must be named once' };
  const left = remainingOf(line);
  return quantity <= left
    ? undefined
    : { field: 'quantity', rule: 'maximum', message: `must be at most ${left}, what is left of the line` };
}
