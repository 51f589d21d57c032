import type { Services } from '../../tools/replay/services';
import type { HotFacts, Level } from './verdict';

export interface AtPlace {
  readonly placeId: string;
  readonly sku: string;
}

/** Opens the place, if it is not there, and lets goods in. */
export async function receive({ inventory }: Services, wanted: AtPlace & { readonly units: number }): Promise<void> {
  const { placeId, sku, units } = wanted;
  const place = await inventory.put(`/v1/places/${placeId}`, { name: 'Where everybody wants the same' });
  const receiptId = `receipt-${sku}`;
  const body = { receiptId, placeId, lines: [{ sku, quantity: units }] };
  const receipt = await inventory.post('/v1/receipts', body, { idempotencyKey: receiptId });
  for (const { status, body: answer } of [place, receipt]) {
    if (status >= 400) throw new Error(`${status} ${JSON.stringify(answer)}`);
  }
}

type Facts = Pick<HotFacts, 'stream' | 'view' | 'ledger' | 'parked' | 'deadLetters'>;

/** What inventory tells of a SKU at a place when nothing moves any more. */
export async function factsOf({ inventory }: Services, { placeId, sku }: AtPlace): Promise<Facts> {
  const path = `/v1/places/${placeId}/stock/${sku}`;
  const stream = await inventory.get<Level>(path);
  const [view] = await all<Level>(inventory.all(`/v1/stock?sku=${sku}`));
  const ledger = await all<Level>(inventory.all(`${path}/ledger`));
  const parked = (await all(inventory.all('/v1/operations/parked'))).length;
  const deadLetters = (await all(inventory.all('/v1/operations/dead-letters'))).length;
  return { stream, view, ledger, parked, deadLetters };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
