import type { ChangeLines, OrderedLine } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { DomainError, type FieldError } from '@entrepot/kernel';
import type { KnownOrder, Line } from './order-state';
import { remainingOf } from './quantities';

/** What the catalog is known to ask for a SKU; undefined where it asks nothing. */
export type PriceOf = (sku: string) => number | undefined;

export interface ChangedLines {
  readonly added: readonly OrderedLine[];
  readonly removed: readonly OrderLineQuantity[];
}

/** A wish as pieces that come and pieces that go; refused where it names lines that do not fit, or prices nobody knows. */
export function changedLines(order: KnownOrder, body: ChangeLines, priceOf: PriceOf): ChangedLines {
  const { add = [], change = [], remove = [] } = body;
  refuse(order, [...faultsOfAdded(order, add), ...faultsOfNamed(order, body)]);
  const names = namesFor(order, add);
  const prices = add.map(({ sku, unitPrice }) => unitPrice ?? priceOf(sku));
  refusePriceless(add, prices);
  const fresh = add.map(({ sku, quantity, title }, index): OrderedLine => ({
    ...{ lineId: names[index]!, sku, quantity, unitPrice: prices[index]! },
    ...(title !== undefined && { title }),
  }));
  const moves = change.map(({ lineId, quantity }) => ({ line: lineOf(order, lineId)!, quantity }));
  const grown = moves.filter(({ line, quantity }) => quantity > remainingOf(line));
  const shrunk = moves.filter(({ line, quantity }) => quantity < remainingOf(line));
  const gone = remove.map((lineId) => ({ line: lineOf(order, lineId)!, quantity: 0 }));
  return { added: [...fresh, ...grown.map(growth)], removed: [...shrunk, ...gone].map(loss) };
}

function growth({ line, quantity }: { line: Line; quantity: number }): OrderedLine {
  const { lineId, sku, unitPrice, title } = line;
  const more = quantity - remainingOf(line);
  return { lineId, sku, quantity: more, unitPrice, ...(title !== undefined && { title }) };
}

function loss({ line, quantity }: { line: Line; quantity: number }): OrderLineQuantity {
  return { lineId: line.lineId, quantity: remainingOf(line) - quantity };
}

function lineOf({ lines }: KnownOrder, lineId: string): Line | undefined {
  return lines.find((line) => line.lineId === lineId);
}

/** Given names, else the next free numbers. */
function namesFor({ lines }: KnownOrder, add: NonNullable<ChangeLines['add']>): string[] {
  const used = new Set([...lines, ...add].flatMap(({ lineId }) => lineId ?? []));
  let next = lines.length;
  return add.map(({ lineId }) => {
    if (lineId !== undefined) return lineId;
    do next += 1;
    while (used.has(String(next)));
    return String(next);
  });
}

function faultsOfAdded(order: KnownOrder, add: NonNullable<ChangeLines['add']>): FieldError[] {
  const ids = add.map(({ lineId }) => lineId);
  return ids.flatMap((lineId, index) => {
    const isTaken = lineId !== undefined && (lineOf(order, lineId) !== undefined || ids.indexOf(lineId) < index);
    return isTaken ? [{ field: `add[${index}].lineId`, rule: 'unique', message: `repeats ${lineId}` }] : [];
  });
}

function faultsOfNamed(order: KnownOrder, { change = [], remove = [] }: ChangeLines): FieldError[] {
  const named = [
    ...change.map(({ lineId }, index) => ({ lineId, field: `change[${index}].lineId`, isRemoval: false })),
    ...remove.map((lineId, index) => ({ lineId, field: `remove[${index}]`, isRemoval: true })),
  ];
  const ids = named.map(({ lineId }) => lineId);
  return named.flatMap(({ lineId, field, isRemoval }, index) => {
    const line = lineOf(order, lineId);
    if (line === undefined) return [{ field, rule: 'known', message: 'must be a line of the order' }];
    if (ids.indexOf(lineId) < index) return [{ field, rule: 'unique', message: 'must be named once' }];
    const isGone = isRemoval && remainingOf(line) === 0;
    return isGone ? [{ field, rule: 'minimum', message: 'nothing is left of this line' }] : [];
  });
}

function refuse({ placed: { orderId } }: KnownOrder, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new DomainError('order.lines-invalid', { orderId }, errors);
}

function refusePriceless(add: NonNullable<ChangeLines['add']>, prices: readonly (number | undefined)[]): void {
  const errors = prices.flatMap((price, index) =>
    price === undefined
      ? [{ field: `add[${index}].unitPrice`, rule: 'required', message: 'the catalog has no price' }]
      : [],
  );
  const skus = add.filter((_, index) => prices[index] === undefined).map(({ sku }) => sku);
  if (errors.length > 0) throw new DomainError('order.price-unknown', { skus }, errors);
}
