import type { SystemPorts } from '@entrepot/testing';

/** Carrier and payment provider call back at the gateway. */
export function webhooksTo({ services }: SystemPorts): Record<string, string> {
  const webhooks = `http://127.0.0.1:${services.gateway}/v1/webhooks`;
  return {
    PSP_WEBHOOK_URL: `${webhooks}/psp/{merchantId}`,
    CARRIER_WEBHOOK_URL: `${webhooks}/carriers/sandbox/{merchantId}`,
  };
}
