import { deriveId } from '../../libs/kernel/src';
import type { RunningSystem } from '../../libs/testing/src/system/start-system';
import { DEMO_SKU, DEMO_UNIT_PRICE } from './seed/demo-data';

const SOURCE = 'demo';
const SOURCE_ORDER_ID = 'first-order';

/** An order that the seeded demo merchant can serve. */
export function demoOrder(): object {
  return {
    source: SOURCE,
    sourceOrderId: SOURCE_ORDER_ID,
    currency: 'EUR',
    shipTo: { city: 'Hamburg', postalCode: '20095', country: 'DE', latitude: 53.55, longitude: 10 },
    lines: [{ sku: DEMO_SKU, quantity: 2, unitPrice: DEMO_UNIT_PRICE }],
    tenders: [{ method: 'card', amount: 2 * DEMO_UNIT_PRICE }],
  };
}

/** Three commands a newcomer can paste: look at the catalog, place an order, read what became of it. */
export function tryNext(system: Pick<RunningSystem, 'urls' | 'key' | 'merchantId'>): string[] {
  const { urls, key, merchantId } = system;
  const auth = `-H 'authorization: Bearer ${key}'`;
  const json = `-H 'content-type: application/json'`;
  const orderId = deriveId('ord', merchantId, SOURCE, SOURCE_ORDER_ID);
  return [
    `curl ${auth} ${urls.catalog}/v1/products`,
    `curl ${auth} ${json} -d '${JSON.stringify(demoOrder())}' ${urls.orders}/v1/orders`,
    `curl ${auth} ${urls.orders}/v1/orders/${orderId}/story`,
  ];
}
