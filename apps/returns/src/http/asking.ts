import { Injectable } from '@nestjs/common';
import type { RequestReturn } from '@entrepot/contracts/returns';
import type { ReturnPolicy } from '../domain/request-return';
import type { PriceOf } from '../domain/exchange';
import { ReturnPolicies } from '../return-policies';
import { PriceFinder } from '../views/price-finder';

/** What a request for a return is decided by: the merchant's policy, and what SKUs that are wanted instead cost. */
@Injectable()
export class AskingTerms {
  constructor(
    private readonly policies: ReturnPolicies,
    private readonly prices: PriceFinder,
  ) {}

  async of(
    merchantId: string,
    { exchange = [] }: RequestReturn,
  ): Promise<ReturnPolicy & { readonly priceOf: PriceOf }> {
    const skus = exchange.map(({ sku }) => sku);
    return { ...this.policies.of(merchantId), priceOf: await this.prices.pricesOf(merchantId, skus) };
  }
}
