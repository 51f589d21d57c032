import type { OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import { allocate, sum } from '@entrepot/kernel';
import type { Assortment } from './assortment';
import type { Component } from './sku';

/** Lines and charges without bundles: as they are sold, reserved, shipped and returned. */
export interface TakenApart {
  readonly lines: OrderedLine[];
  readonly charges: OrderCharge[];
}

/** Pieces of a SKU in one bundle, all at one price. */
interface Share {
  readonly sku: string;
  readonly pieces: number;
  readonly unitPrice: number;
}

/**
 * Every line of a bundle becomes lines of its components, which add up to its price exactly; a charge of that line is shared out
 * among them by what they cost. `used`: ids of other lines of the order. Without a bundle it gives what it got.
 */
export function takeApart(given: TakenApart, catalog: Assortment, used: readonly string[] = []): TakenApart {
  const { lines, charges } = given;
  if (lines.every(({ sku }) => catalog.componentsOf(sku).length === 0)) return given;
  const names = new Set([...used, ...lines.map(({ lineId }) => lineId)]);
  const apart = lines.flatMap((line) => partsOf(line, catalog, names));
  return { lines: apart, charges: shareCharges(charges, apart) };
}

function partsOf(line: OrderedLine, catalog: Assortment, names: Set<string>): OrderedLine[] {
  const components = catalog.componentsOf(line.sku);
  if (components.length === 0) return [line];
  const { lineId, sku, quantity, unitPrice, title } = line;
  const bundle = { lineId, sku, unitPrice, ...(title !== undefined && { title }) };
  return sharesOf(unitPrice, components, catalog).map(({ pieces, ...share }) => ({
    lineId: nextName(lineId, names),
    sku: share.sku,
    quantity: quantity * pieces,
    unitPrice: share.unitPrice,
    bundle: { ...bundle, pieces },
  }));
}

/**
 * The price of one bundle over its pieces, by what the catalog asks for each alone; where it asks nothing for one of them, or
 * for all, alike. Pieces of one SKU whose part does not divide are of two prices, one minor unit apart.
 */
function sharesOf(price: number, components: readonly Component[], catalog: Assortment): Share[] {
  const parts = allocate(price, weightsOf(components, catalog));
  return components.flatMap(({ sku, quantity }, index) => {
    const part = parts[index] ?? 0;
    const dearer = part % quantity;
    const unitPrice = (part - dearer) / quantity;
    const shares = [
      { sku, pieces: quantity - dearer, unitPrice },
      { sku, pieces: dearer, unitPrice: unitPrice + 1 },
    ];
    return shares.filter(({ pieces }) => pieces > 0);
  });
}

function weightsOf(components: readonly Component[], { priceOf }: Assortment): number[] {
  const alone = components.map(({ sku, quantity }) => (priceOf(sku) ?? Number.NaN) * quantity);
  const all = alone.reduce((total, weight) => total + weight, 0);
  const isUsable = Number.isSafeInteger(all) && all > 0;
  return isUsable ? alone : components.map(({ quantity }) => quantity);
}

/** A charge of a line of bundles becomes charges of the lines of its components, which add up to it. */
export function shareCharges(charges: readonly OrderCharge[], lines: readonly OrderedLine[]): OrderCharge[] {
  return charges.flatMap((charge) => sharedOut(charge, lines));
}

function sharedOut(charge: OrderCharge, lines: readonly OrderedLine[]): OrderCharge[] {
  const parts = lines.filter(({ bundle }) => bundle !== undefined && bundle.lineId === charge.lineId);
  if (parts.length === 0) return [charge];
  const values = parts.map(({ quantity, unitPrice }) => quantity * unitPrice);
  const weights = sum(values) > 0 ? values : parts.map(({ quantity }) => quantity);
  const amounts = allocate(charge.amount, weights);
  return parts.flatMap(({ lineId }, index) => {
    const amount = amounts[index] ?? 0;
    return amount > 0 ? [{ ...charge, lineId, amount }] : [];
  });
}

const LONGEST_NAME = 64;

/** `1.1`, `1.2`, ...: the next one that no line has. */
function nextName(lineId: string, names: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const end = `.${number}`;
    const name = `${lineId.slice(0, LONGEST_NAME - end.length)}${end}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}
