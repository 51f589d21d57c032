import type { Tier } from './history';
import { runtimeAlone } from './runtime/tier';
import { wholeServices } from './whole/tier';

export const TIERS: readonly Tier[] = [runtimeAlone, wholeServices];

export function tierCalled(name: string): Tier {
  const found = TIERS.find((tier) => tier.name === name);
  if (found === undefined)
    throw new Error(`there is no tier ${name}, only ${TIERS.map((tier) => tier.name).join(', ')}`);
  return found;
}
