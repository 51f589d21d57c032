import type { OrderCharge, OrderedLine } from '@entrepot/contracts/orders';
import { DomainError, type FieldError } from '@entrepot/kernel';
import type { Assortment } from './assortment';
import type { TakenApart } from './bundle-lines';
import { beyondMost, MOST_PIECES } from './submitted-order';

type Ordered = Pick<OrderedLine, 'lineId' | 'sku'>;

/** Most lines of an order, and most charges. */
export const MOST_LINES = 500;

/** SKUs of lines, and of the components of bundles among them, that nobody has heard of. */
export function unknownSkus(lines: readonly Pick<Ordered, 'sku'>[], { isKnown, componentsOf }: Assortment): string[] {
  const skus = lines.flatMap(({ sku }) => [sku, ...componentsOf(sku).map((part) => part.sku)]);
  return [...new Set(skus)].filter((sku) => !isKnown(sku));
}

/** `list`: the name of the field that has the lines. */
export function unknownSku(
  list: string,
  lines: readonly Pick<Ordered, 'sku'>[],
  skus: readonly string[],
  { componentsOf }: Assortment,
): DomainError {
  const errors = lines.flatMap(({ sku }, index) => {
    const part = componentsOf(sku).find((each) => skus.includes(each.sku));
    const message = skus.includes(sku)
      ? 'is not in the catalog'
      : part && `is put together from ${part.sku}, which is not in the catalog`;
    return message === undefined ? [] : [{ field: `${list}[${index}].sku`, rule: 'known', message }];
  });
  return new DomainError('order.unknown-sku', { skus }, errors);
}

/** Refuses bundles in bundles, and what taken apart is more than an order can hold. Throws `order.bundle-invalid`. */
export function refuseBundles(list: string, lines: readonly Ordered[], apart: TakenApart, catalog: Assortment): void {
  if (apart.lines === lines) return;
  const errors = [
    ...nested(list, lines, catalog),
    ...tooLong(list, apart.lines, apart.charges),
    ...tooManyPieces(list, lines, apart.lines),
  ];
  if (errors.length > 0) throw new DomainError('order.bundle-invalid', {}, errors);
}

function nested(list: string, lines: readonly Ordered[], { componentsOf }: Assortment): FieldError[] {
  return lines.flatMap(({ sku }, index) => {
    const part = componentsOf(sku).find((each) => componentsOf(each.sku).length > 0);
    const message = `is put together from ${part?.sku}, which is a bundle itself`;
    return part === undefined ? [] : [{ field: `${list}[${index}].sku`, rule: 'nested', message }];
  });
}

function tooLong(list: string, lines: readonly OrderedLine[], charges: readonly OrderCharge[]): FieldError[] {
  const most = (field: string, count: number) =>
    count <= MOST_LINES
      ? []
      : [
          {
            field,
            rule: 'maxItems',
            message: `may be at most ${MOST_LINES}, and are ${count} when bundles are taken apart`,
          },
        ];
  return [...most(list, lines.length), ...most('charges', charges.length)];
}

/** Told of the line that was ordered, whichever of its components it is about. */
function tooManyPieces(list: string, lines: readonly Ordered[], apart: readonly OrderedLine[]): FieldError[] {
  const ordered = beyondMost(apart).map((index) => apart[index]?.bundle?.lineId ?? apart[index]?.lineId);
  const message = `at most ${MOST_PIECES} pieces of a SKU in one order, those in bundles counted`;
  return lines.flatMap(({ lineId }, index) =>
    ordered.includes(lineId) ? [{ field: `${list}[${index}].quantity`, rule: 'maximum', message }] : [],
  );
}
