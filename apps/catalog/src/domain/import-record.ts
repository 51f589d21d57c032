import type { CatalogImported } from '@entrepot/contracts/catalog';
import { defineStream } from '@entrepot/kernel';

/** How much an import changed. */
export interface ImportCounts {
  readonly products: number;
  readonly variants: number;
  readonly prices: number;
}

export type ImportRecord =
  { readonly status: 'none' } | ({ readonly status: 'done'; readonly contentHash: string } & ImportCounts);

/** import/<importId> */
export const ImportStream = defineStream<ImportRecord, CatalogImported>({
  kind: 'import',
  initial: { status: 'none' },
  evolve: (_record, { products, variants, prices, contentHash }) => ({
    status: 'done',
    products,
    variants,
    prices,
    contentHash,
  }),
});
