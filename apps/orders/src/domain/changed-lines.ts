import type { ChangeLines, OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { DomainError, type FieldError } from '@entrepot/kernel';
import type { Assortment } from './assortment';
import { refuseBundles } from './bundle-faults';
import { shareCharges, takeApart } from './bundle-lines';
import { faultOfName } from './cancelled-lines';
import type { KnownOrder, Line } from './order-state';
import { remainingOf } from './quantities';
import { bundleNamed } from './sold-bundles';

export interface ChangedLines {
  readonly added: readonly OrderedLine[];
  readonly removed: readonly OrderLineQuantity[];
  /** Of what is added. */
  readonly charges: readonly OrderCharge[];
}

/** A line and how many pieces of it the order is to have. */
interface Move {
  readonly line: Line;
  readonly quantity: number;
}

/**
 * A wish as pieces that come and pieces that go, bundles taken apart; refused where it names lines that do not fit, or prices
 * nobody knows.
 */
export function changedLines(order: KnownOrder, body: ChangeLines, catalog: Assortment): ChangedLines {
  const { add = [], change = [], remove = [], charges = [] } = body;
  refuse(order, [...faultsOfAdded(order, add), ...faultsOfNamed(order, body)]);
  const fresh = freshLines(order, add, catalog);
  const moves = change.flatMap((wish) => movesOf(order, wish));
  const grown = moves.filter(({ line, quantity }) => quantity > remainingOf(line));
  const shrunk = moves.filter(({ line, quantity }) => quantity < remainingOf(line));
  const gone = remove
    .flatMap((lineId) => movesOf(order, { lineId, quantity: 0 }))
    .filter(({ line }) => remainingOf(line) > 0);
  const added = [...fresh, ...grown.map(growth)];
  return { added, removed: [...shrunk, ...gone].map(loss), charges: shareCharges(charges, added) };
}

function freshLines(order: KnownOrder, add: NonNullable<ChangeLines['add']>, catalog: Assortment): OrderedLine[] {
  const names = namesFor(order, add);
  const prices = add.map(({ sku, unitPrice }) => unitPrice ?? catalog.priceOf(sku));
  refusePriceless(add, prices);
  const lines = add.map(({ sku, quantity, title }, index): OrderedLine => ({
    ...{ lineId: names[index]!, sku, quantity, unitPrice: prices[index]! },
    ...(title !== undefined && { title }),
  }));
  const apart = takeApart({ lines, charges: [] }, catalog, namesIn(order));
  refuseBundles('add', lines, apart, catalog);
  return apart.lines;
}

/** Of the line of a bundle: what becomes of the lines of its components. */
function movesOf({ lines }: KnownOrder, { lineId, quantity }: { lineId: string; quantity: number }): Move[] {
  const line = lines.find((entry) => entry.lineId === lineId);
  if (line !== undefined) return [{ line, quantity }];
  const { parts = [] } = bundleNamed(lines, lineId) ?? {};
  return parts.map((part) => ({ line: part.line, quantity: quantity * part.pieces }));
}

function growth({ line, quantity }: Move): OrderedLine {
  const { lineId, sku, unitPrice, title, bundle } = line;
  const more = quantity - remainingOf(line);
  return {
    ...{ lineId, sku, quantity: more, unitPrice },
    ...(title !== undefined && { title }),
    ...(bundle !== undefined && { bundle }),
  };
}

function loss({ line, quantity }: Move): OrderLineQuantity {
  return { lineId: line.lineId, quantity: remainingOf(line) - quantity };
}

/** Of lines, and of lines of bundles. */
function namesIn({ lines }: KnownOrder): string[] {
  return lines.flatMap(({ lineId, bundle }) => (bundle === undefined ? [lineId] : [lineId, bundle.lineId]));
}

/** Given names, else the next free numbers. */
function namesFor(order: KnownOrder, add: NonNullable<ChangeLines['add']>): string[] {
  const used = new Set([...namesIn(order), ...add.flatMap(({ lineId }) => lineId ?? [])]);
  let next = order.lines.length;
  return add.map(({ lineId }) => {
    if (lineId !== undefined) return lineId;
    do next += 1;
    while (used.has(String(next)));
    return String(next);
  });
}

function faultsOfAdded(order: KnownOrder, add: NonNullable<ChangeLines['add']>): FieldError[] {
  const ids = add.map(({ lineId }) => lineId);
  const used = new Set(namesIn(order));
  return ids.flatMap((lineId, index) => {
    const isTaken = lineId !== undefined && (used.has(lineId) || ids.indexOf(lineId) < index);
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
    const unnamed = faultOfName(order, lineId);
    if (unnamed !== undefined) return [{ field, ...unnamed }];
    if (ids.indexOf(lineId) < index) return [{ field, rule: 'unique', message: 'must be named once' }];
    const isGone = isRemoval && movesOf(order, { lineId, quantity: 0 }).every(({ line }) => remainingOf(line) === 0);
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
