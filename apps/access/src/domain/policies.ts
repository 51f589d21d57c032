import { PoliciesSet, type MerchantPolicies } from '@entrepot/contracts/access';
import { contentHash, decided, defineStream, ignored, type Decide } from '@entrepot/kernel';

/** The key of the one stream of policies that a merchant has. */
export const POLICIES = 'policies';

/** `policy/policies` */
export const PolicyStream = defineStream<MerchantPolicies, PoliciesSet>({
  kind: 'policy',
  initial: {},
  evolve: (_, { policies }) => policies,
});

/** Replaces all policies: what is left out is as the services are set again. */
export const setPolicies: Decide<MerchantPolicies, MerchantPolicies> = (current, policies) =>
  contentHash(current) === contentHash(policies)
    ? ignored('the policies are so')
    : decided(new PoliciesSet({ policies }));
