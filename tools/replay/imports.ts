import { contentHash } from '@entrepot/kernel';
import { Lanes } from './lanes';
import type { MerchantPlan } from './olist/merchant';
import type { Reply } from './api';
import { untilQuiet } from './quiet';
import type { Services } from './services';
import type { Progress } from './progress';

const PRODUCTS_PER_IMPORT = 1000;

function mustSucceed(what: string, reply: Reply): void {
  if (reply.status >= 400) throw new Error(`${what}: ${reply.status} ${JSON.stringify(reply.body)}`);
}

async function importProducts({ catalog }: Services, plan: MerchantPlan, progress: Progress): Promise<void> {
  for (let start = 0; start < plan.products.length; start += PRODUCTS_PER_IMPORT) {
    const part = plan.products.slice(start, start + PRODUCTS_PER_IMPORT);
    const body = part.map((product) => JSON.stringify(product)).join('\n');
    const options = { contentType: 'application/x-ndjson', idempotencyKey: `olist:${contentHash(part)}` };
    mustSucceed('import of products', await catalog.post('/v1/imports', body, options));
    progress.step(part.length);
  }
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const lanes = new Lanes(12);
  for (const item of items) {
    await lanes.room();
    lanes.run(() => work(item));
  }
  await lanes.idle();
}

/**
 * Products, places and opening stock, until everybody has heard of them: an order that comes before is short of stock. Every
 * step is keyed, so a second run changes nothing.
 */
export async function importMerchant(services: Services, plan: MerchantPlan, progress: Progress): Promise<void> {
  progress.begin('products', plan.products.length);
  await importProducts(services, plan, progress);
  progress.begin('places', plan.places.length);
  await each(plan.places, async ({ placeId, body }) => {
    mustSucceed(`place ${placeId}`, await services.inventory.put(`/v1/places/${placeId}`, body));
    progress.step();
  });
  progress.begin('receipts', plan.receipts.length);
  await each(plan.receipts, async (receipt) => {
    const options = { idempotencyKey: receipt.receiptId };
    mustSucceed(`receipt ${receipt.receiptId}`, await services.inventory.post('/v1/receipts', receipt, options));
    progress.step();
  });
  const { catalog, inventory, orders, logistics } = services;
  await untilQuiet([catalog, inventory, orders, logistics]);
}
