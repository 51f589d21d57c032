import { Injectable } from '@nestjs/common';
import type { OrderTerms } from '@entrepot/contracts/orders';
import { MerchantSettings } from '@entrepot/platform';
import type { OrderingMerchant } from './domain/submitted-order';
import { OrdersConfig } from './orders.config';

/** What counts for the orders of a merchant from now on: what it has decided itself, else what the service is told. */
@Injectable()
export class MerchantTerms {
  constructor(
    private readonly config: OrdersConfig,
    private readonly settings: MerchantSettings,
  ) {}

  of(merchantId: string): OrderingMerchant {
    const {
      shortagePolicy = this.config.shortagePolicy,
      carrierSilenceHours: _,
      ...terms
    } = this.settings.of(merchantId);
    return {
      id: merchantId,
      shortagePolicy,
      ...(Object.keys(terms).length > 0 && { terms: terms satisfies OrderTerms }),
    };
  }
}
