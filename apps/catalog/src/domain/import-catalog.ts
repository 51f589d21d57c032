import { CatalogImported, SkuAssigned } from '@entrepot/contracts/catalog';
import {
  Decided,
  DomainError,
  ignored,
  never,
  type AnyEvent,
  type Aside,
  type Decide,
  type Decision,
  type Given,
  type StreamRef,
} from '@entrepot/kernel';
import type { GatheredProduct } from './gathered-products';
import type { ImportCounts, ImportRecord } from './import-record';
import { importProduct } from './import-product';
import { LineFaults } from './line-faults';
import { ProductStream } from './product';
import { SkuStream } from './sku';

/** A file, read and put together. */
export interface CatalogFile {
  readonly contentHash: string;
  readonly products: readonly GatheredProduct[];
}

/** Creates and changes everything that the file says, or, if one line is at fault, nothing. */
export const importCatalog: Decide<ImportRecord, CatalogFile> = (record, file, given) => {
  switch (record.status) {
    case 'none':
      return importAll(file, given);
    case 'done':
      if (record.contentHash === file.contentHash) return ignored('imported already');
      throw new DomainError('import.conflict', { importId: given.key });
    default:
      return never(record);
  }
};

/** What the decision reads: every product and SKU of the file. */
export function importRefs({ products }: CatalogFile): StreamRef[] {
  const refs: StreamRef[] = [];
  for (const { productId, variants } of products) {
    refs.push({ stream: ProductStream, key: productId });
    for (const sku of variants.keys()) refs.push({ stream: SkuStream, key: sku });
  }
  return refs;
}

function importAll({ contentHash, products }: CatalogFile, given: Given): Decision {
  const faults = new LineFaults();
  const asides: Aside[] = [];
  const counts: ImportCounts[] = [];
  for (const product of products) {
    const { productId } = product;
    const { events, newSkus, changed } = importProduct(product, given, faults);
    counts.push(changed);
    if (events.length > 0) asides.push(aside(ProductStream, productId, events));
    for (const sku of newSkus) asides.push(aside(SkuStream, sku, [new SkuAssigned({ sku, productId })]));
  }
  faults.refuseAny();
  const imported = new CatalogImported({ importId: given.key, contentHash, ...total(counts) });
  return new Decided([imported], asides);
}

function aside(stream: Aside['stream'], key: string, events: readonly AnyEvent[]): Aside {
  return { stream, key, events };
}

function total(counts: readonly ImportCounts[]): ImportCounts {
  const sum = { products: 0, variants: 0, prices: 0 };
  for (const { products, variants, prices } of counts) {
    sum.products += products;
    sum.variants += variants;
    sum.prices += prices;
  }
  return sum;
}
