import { Injectable } from '@nestjs/common';
import { MerchantSettings } from '@entrepot/platform';
import type { ShippingPolicy } from '../domain/shipping-facts';
import { LogisticsConfig } from '../logistics.config';

/** How new shipments of a merchant are planned: as it has decided itself, else as the service is told. */
@Injectable()
export class ShippingPolicies {
  constructor(
    private readonly config: LogisticsConfig,
    private readonly settings: MerchantSettings,
  ) {}

  of(merchantId: string): ShippingPolicy {
    const { carrier } = this.config;
    const { carrierSilenceHours: silenceHours = this.config.carrierSilenceHours } = this.settings.of(merchantId);
    return { carrier, silenceHours };
  }
}
