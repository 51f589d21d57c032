import type { OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import { allocate, sum } from '@entrepot/kernel';

/** The totals of an order in minor units: total = lines + freight + surcharges - discounts. */
export interface Totals {
  readonly linesTotal: number;
  readonly freight: number;
  readonly surcharges: number;
  readonly discounts: number;
  readonly total: number;
}

type Priced = Pick<OrderedLine, 'lineId' | 'quantity' | 'unitPrice'>;

export function totalsOf(lines: readonly Priced[], charges: readonly OrderCharge[]): Totals {
  const linesTotal = sum(lines.map(({ quantity, unitPrice }) => quantity * unitPrice));
  const of = (type: OrderCharge['type']) => sum(charges.filter((c) => c.type === type).map(({ amount }) => amount));
  const [freight, surcharges, discounts] = [of('freight'), of('surcharge'), of('discount')];
  return { linesTotal, freight, surcharges, discounts, total: sum([linesTotal, freight, surcharges, -discounts]) };
}

/**
 * What each whole line is worth, line by line: its price, its own charges, and its share by price of the discounts on the whole
 * order; never below zero. Freight and surcharges of the whole order belong to no line: they are given up with the last piece.
 */
export function valuesOf(lines: readonly Priced[], charges: readonly OrderCharge[]): number[] {
  const own = lines.map((line) => Math.max(0, line.quantity * line.unitPrice + chargesOf(line.lineId, charges)));
  const shared = sum(charges.filter(isSharedDiscount).map(({ amount }) => amount));
  const parts = allocate(Math.min(shared, sum(own)), own);
  return own.map((value, index) => Math.max(0, value - (parts[index] ?? 0)));
}

function chargesOf(lineId: string, charges: readonly OrderCharge[]): number {
  return sum(charges.filter((charge) => charge.lineId === lineId).map(signed));
}

function signed({ type, amount }: OrderCharge): number {
  return type === 'discount' ? -amount : amount;
}

function isSharedDiscount({ type, lineId }: OrderCharge): boolean {
  return type === 'discount' && lineId === undefined;
}
