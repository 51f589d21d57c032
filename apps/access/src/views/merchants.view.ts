import { Projects } from '@entrepot/messaging';
import { MerchantStream, type Merchant } from '../domain/merchant';

/** A row of the operator's list of merchants. */
export interface MerchantRow {
  readonly name: string;
  readonly openedAt: string;
}

@Projects({ of: MerchantStream, view: 'merchants' })
export class MerchantsView {
  row(merchant: Merchant): MerchantRow | undefined {
    if (merchant.status === 'none') return undefined;
    const { name, openedAt } = merchant;
    return { name, openedAt };
  }
}
