import type { ShippingPolicy } from '../domain/shipping-facts';
import type { LogisticsConfig } from '../logistics.config';

/** How shipments are planned, from what the service is told. */
export function policyOf({ carrier, carrierSilenceHours }: LogisticsConfig): ShippingPolicy {
  return { carrier, silenceHours: carrierSilenceHours };
}
