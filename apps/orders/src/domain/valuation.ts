import type { OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import { allocate, sum } from '@entrepot/kernel';

/** The totals of an order in minor units: total = lines + freight + surcharges - discounts + taxes. */
export interface Totals {
  readonly linesTotal: number;
  readonly freight: number;
  readonly surcharges: number;
  readonly discounts: number;
  /** Those that add to the total. */
  readonly taxes: number;
  readonly total: number;
}

type Priced = Pick<OrderedLine, 'lineId' | 'quantity' | 'unitPrice'>;

export function totalsOf(lines: readonly Priced[], charges: readonly OrderCharge[]): Totals {
  const linesTotal = sum(lines.map(({ quantity, unitPrice }) => quantity * unitPrice));
  const of = (type: OrderCharge['type']) => sum(charges.filter((c) => c.type === type && adds(c)).map((c) => c.amount));
  const [freight, surcharges, discounts, taxes] = [of('freight'), of('surcharge'), of('discount'), of('tax')];
  const total = sum([linesTotal, freight, surcharges, -discounts, taxes]);
  return { linesTotal, freight, surcharges, discounts, taxes, total };
}

/** Taxes that the prices contain. */
export function taxesIncluded(charges: readonly OrderCharge[]): number {
  return sum(charges.filter((charge) => !adds(charge)).map(({ amount }) => amount));
}

/**
 * What each whole line is worth, line by line: its price, its own charges, and its share by price of the discounts and taxes on
 * the whole order; never below zero. Freight and surcharges of the whole order belong to no line: they are given up with the
 * last piece.
 */
export function valuesOf(lines: readonly Priced[], charges: readonly OrderCharge[]): number[] {
  const own = lines.map((line) => Math.max(0, line.quantity * line.unitPrice + chargesOf(line.lineId, charges)));
  const discounts = Math.min(shared('discount', charges), sum(own));
  const reduced = withParts(own, -discounts);
  return sum(reduced) === 0 ? reduced : withParts(reduced, shared('tax', charges));
}

function withParts(values: readonly number[], amount: number): number[] {
  const parts = allocate(amount, values);
  return values.map((value, index) => Math.max(0, value + (parts[index] ?? 0)));
}

function chargesOf(lineId: string, charges: readonly OrderCharge[]): number {
  return sum(charges.filter((charge) => charge.lineId === lineId && adds(charge)).map(signed));
}

function signed({ type, amount }: OrderCharge): number {
  return type === 'discount' ? -amount : amount;
}

/** What of this type belongs to no line, and is shared by all. */
function shared(type: OrderCharge['type'], charges: readonly OrderCharge[]): number {
  const whole = charges.filter((charge) => charge.type === type && charge.lineId === undefined && adds(charge));
  return sum(whole.map(({ amount }) => amount));
}

/** Everything moves the total but a tax that is in the prices already. */
function adds({ type, included }: OrderCharge): boolean {
  return type !== 'tax' || included !== true;
}
