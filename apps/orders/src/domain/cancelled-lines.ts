import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { DomainError, type FieldError } from '@entrepot/kernel';
import type { KnownOrder } from './order-state';
import { remainingOf } from './quantities';
import { bundleNamed } from './sold-bundles';

/**
 * The pieces of a wish to cancel, those of a bundle by the lines of its components, if the order has so many of each left; else a
 * refusal that names what does not fit.
 */
export function checkedLines(order: KnownOrder, lines: readonly OrderLineQuantity[]): readonly OrderLineQuantity[] {
  const seen = new Set<string>();
  const errors = lines.flatMap((line, index) => {
    const fault = faultOf(order, line, seen.has(line.lineId));
    seen.add(line.lineId);
    return fault === undefined ? [] : [{ ...fault, field: `lines[${index}].${fault.field}` }];
  });
  if (errors.length === 0) return lines.flatMap((line) => piecesOf(order, line));
  throw new DomainError('order.lines-invalid', { orderId: order.placed.orderId }, errors);
}

function piecesOf({ lines }: KnownOrder, wish: OrderLineQuantity): OrderLineQuantity[] {
  const bundle = bundleNamed(lines, wish.lineId);
  if (bundle === undefined) return [wish];
  return bundle.parts.map(({ line, pieces }) => ({ lineId: line.lineId, quantity: wish.quantity * pieces }));
}

function faultOf(
  order: KnownOrder,
  { lineId, quantity }: OrderLineQuantity,
  isRepeated: boolean,
): FieldError | undefined {
  const unnamed = faultOfName(order, lineId);
  if (unnamed !== undefined) return { field: 'lineId', ...unnamed };
  if (isRepeated) return { field: 'lineId', rule: 'unique', message: 'must be named once' };
  const left = leftOf(order, lineId);
  return quantity <= left
    ? undefined
    : { field: 'quantity', rule: 'maximum', message: `must be at most ${left}, what is left of the line` };
}

/** A line that somebody names: one that was bought, by itself or as bundles. */
export function faultOfName({ lines }: KnownOrder, lineId: string): Omit<FieldError, 'field'> | undefined {
  const line = lines.find((entry) => entry.lineId === lineId);
  if (line?.bundle !== undefined) {
    return { rule: 'bundle', message: `is a part of the bundles of line ${line.bundle.lineId}: name that line` };
  }
  const isKnown = line !== undefined || bundleNamed(lines, lineId) !== undefined;
  return isKnown ? undefined : { rule: 'known', message: 'must be a line of the order' };
}

/** Pieces, or whole bundles, that are still sold. */
function leftOf({ lines }: KnownOrder, lineId: string): number {
  const line = lines.find((entry) => entry.lineId === lineId);
  return line === undefined ? (bundleNamed(lines, lineId)?.whole ?? 0) : remainingOf(line);
}
