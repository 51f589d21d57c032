import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { sum } from '@entrepot/kernel';
import type { KnownOrder, Line, Spent } from './order-state';
import { handedOver, remainingOf } from './quantities';

/** What the order is still worth: its total without what was cancelled or returned. */
export function worth(order: KnownOrder): number {
  return order.totals.total - order.cancelled;
}

const NOTHING = { quantity: 0, value: 0 };

/**
 * What so many pieces of a line are worth, rounded down: for all pieces exactly the line's value. Those that were gone when it
 * grew are neither counted nor do they count.
 */
export function shareOf({ spent = NOTHING, ...line }: Pick<Line, 'value' | 'quantity' | 'spent'>, quantity: number) {
  const [value, all] = [line.value - spent.value, line.quantity - spent.quantity];
  return all === 0 ? 0 : Number((BigInt(value) * BigInt(quantity)) / BigInt(all));
}

/** What the pieces of a line that are gone have taken of its value, and how many they are. */
export function spentOf(line: Line): Spent {
  const { quantity, value } = line.spent ?? NOTHING;
  const gone = line.cancelled + line.returned;
  return { quantity: gone, value: value + shareOf(line, gone - quantity) };
}

/** What these pieces of a line take of its value when they go now. */
export function shareGoing(line: Line, quantity: number): number {
  const before = line.cancelled + line.returned - (line.spent?.quantity ?? 0);
  return shareOf(line, before + quantity) - shareOf(line, before);
}

/**
 * What the order is worth less without these pieces: their share of their lines, never more than is left; for the last
 * pieces all that is left, freight and surcharges included.
 */
export function amountOf(order: KnownOrder, gone: readonly OrderLineQuantity[]): number {
  const going = piecesByLine(gone);
  const leavesSome = order.lines.some((line) => remainingOf(line) > (going.get(line.lineId) ?? 0));
  return leavesSome ? sharesOf(order, gone) : leftOf(order);
}

/** What these pieces take of their lines, and nothing that belongs to none; never more than is left. */
export function sharesOf(order: KnownOrder, gone: readonly OrderLineQuantity[]): number {
  const going = piecesByLine(gone);
  return Math.min(leftOf(order), sum(order.lines.map((line) => shareGoing(line, going.get(line.lineId) ?? 0))));
}

/** What the order is worth beyond what is kept of returns. */
export function leftOf(order: KnownOrder): number {
  return Math.max(0, worth(order) - order.withheld);
}

function piecesByLine(lines: readonly OrderLineQuantity[]): ReadonlyMap<string, number> {
  return new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));
}

/**
 * What may be captured by now: the value of what was handed over and not given back. What belongs to no line is spread by
 * value; once everything that is still sold was handed over, it is all that the order is worth.
 */
export function handedOverWorth(order: KnownOrder): number {
  const handed = piecesByLine(handedOver(order));
  const isAll = order.lines.every((line) => remainingOf(line) <= (handed.get(line.lineId) ?? 0));
  if (isAll) return worth(order);
  const part = sum(order.lines.map((line) => shareOf(line, handed.get(line.lineId) ?? 0)));
  const all = sum(order.lines.map((line) => shareOf(line, remainingOf(line))));
  return all === 0 ? 0 : Number((BigInt(worth(order)) * BigInt(part)) / BigInt(all));
}
