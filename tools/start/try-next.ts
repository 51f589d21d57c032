import { deriveId } from '../../libs/kernel/src';
import type { ServiceName } from '../../libs/testing/src/system/services';
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

type Known = Pick<RunningSystem, 'urls' | 'instances' | 'key' | 'merchantId'>;

/** The one address, or that of a service where no gateway was started. */
const addressOf = ({ urls, instances }: Known, service: ServiceName): string =>
  instances.gateway ? urls.gateway : urls[service];

/** Three commands a newcomer can paste: look at the catalog, place an order, read what became of it. */
export function tryNext(system: Known): string[] {
  const { key, merchantId } = system;
  const [catalog, orders] = [addressOf(system, 'catalog'), addressOf(system, 'orders')];
  const auth = `-H 'authorization: Bearer ${key}'`;
  const json = `-H 'content-type: application/json'`;
  const orderId = deriveId('ord', merchantId, SOURCE, SOURCE_ORDER_ID);
  const ofCatalog = [`curl ${auth} ${catalog}/v1/products`];
  const ofOrders = [
    `curl ${auth} ${json} -d '${JSON.stringify(demoOrder())}' ${orders}/v1/orders`,
    `curl ${auth} ${orders}/v1/orders/${orderId}/story`,
  ];
  return [...(system.instances.catalog ? ofCatalog : []), ...(system.instances.orders ? ofOrders : [])];
}
