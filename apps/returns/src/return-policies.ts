import { Injectable } from '@nestjs/common';
import { MerchantSettings } from '@entrepot/platform';
import type { ReturnPolicy } from './domain/request-return';
import { ReturnsConfig } from './returns.config';

/** What counts for new returns of a merchant: what it has decided itself, else what the service is told. */
@Injectable()
export class ReturnPolicies {
  constructor(
    private readonly config: ReturnsConfig,
    private readonly settings: MerchantSettings,
  ) {}

  of(merchantId: string): ReturnPolicy {
    const { returnWindowDays = this.config.returnWindowDays } = this.settings.of(merchantId);
    return { returnWindowDays };
  }
}
