import { VariantPriced } from '@entrepot/contracts/catalog';
import { Mirrors } from '@entrepot/messaging';

/** What a SKU costs in a currency; a price that begins later makes it unknown until then. */
export interface PriceRow {
  readonly sku: string;
  readonly currency: string;
  readonly amount: number;
  readonly validFrom: string;
}

@Mirrors({ events: [VariantPriced], view: 'prices', id: ({ sku, currency }) => `${currency} ${sku}` })
export class PricesView {
  row({ sku, currency, amount, validFrom }: VariantPriced): PriceRow {
    return { sku, currency, amount, validFrom };
  }
}
