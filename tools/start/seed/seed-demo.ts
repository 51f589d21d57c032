import type { RunningSystem } from '../../../libs/testing/src/system/start-system';
import { demoPlaces, demoProducts, demoReceipts } from './demo-data';

type Doors = Pick<RunningSystem, 'urls' | 'key'>;

interface Call {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: object;
  /** Names the request: the same seed twice is one. */
  readonly key: string;
}

/** Fills the demo merchant through the public doors. Everything is keyed: seeding a kept system again changes nothing. */
export async function seedDemo({ urls, key }: Doors): Promise<void> {
  for (const product of demoProducts) {
    const products = `${urls.catalog}/v1/products`;
    await send(key, { method: 'POST', url: products, body: product, key: `seed-${product.productId}` });
    const publish = `${products}/${product.productId}/publish`;
    await send(key, { method: 'POST', url: publish, body: {}, key: `seed-publish-${product.productId}` });
  }
  for (const { placeId, ...place } of demoPlaces) {
    await send(key, {
      method: 'PUT',
      url: `${urls.inventory}/v1/places/${placeId}`,
      body: place,
      key: `seed-${placeId}`,
    });
  }
  for (const receipt of demoReceipts) {
    const url = `${urls.inventory}/v1/receipts`;
    await send(key, { method: 'POST', url, body: receipt, key: `seed-${receipt.receiptId}` });
  }
}

async function send(apiKey: string, { method, url, body, key }: Call): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key };
  const signal = AbortSignal.timeout(15_000);
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body), signal });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${method} ${new URL(url).pathname} answered ${answer.status}: ${text.slice(0, 400)}`);
}
