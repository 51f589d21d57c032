import type { MerchantPolicies } from '@entrepot/contracts/access';
import type { Viewed } from '@entrepot/eventstore';
import type { PolicyRow } from './mirrors';

/** What merchants have decided beforehand, as this process knows it. */
export class MerchantSettings {
  private policies: ReadonlyMap<string, MerchantPolicies> = new Map();

  /** Empty for a merchant that has decided nothing. */
  of(merchantId: string): MerchantPolicies {
    return this.policies.get(merchantId) ?? {};
  }

  replace(rows: readonly Viewed<PolicyRow>[]): void {
    this.policies = new Map(rows.map(({ merchantId, policies }) => [merchantId, policies]));
  }
}
