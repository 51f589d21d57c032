import { OrderRoutingRequested } from '@entrepot/contracts/orders';
import { memoryBackbone } from '@entrepot/eventstore';
import type { AvailabilityRow } from './availability.view';
import { PlaceBook } from './place-book';
import type { PlaceRow } from './places.view';
import { ShippingFactFinder } from './shipping-fact-finder';
import { StockFinder } from './stock-finder';
import type { WeightRow } from './weights.view';

function aFinder() {
  const backbone = memoryBackbone({});
  const stock = backbone.view<AvailabilityRow>('availability');
  const places = backbone.view<PlaceRow>('places');
  const weights = backbone.view<WeightRow>('weights');
  const book = new PlaceBook(places, weights);
  const has = (merchantId: string, sku: string, placeId: string, free: number) =>
    stock.upsert([{ merchantId, id: `${sku}@${placeId}`, version: 1, row: { sku, placeId, free } }]);
  return { has, places, weights, finder: new StockFinder(stock, book), facts: new ShippingFactFinder(book) };
}

const asks = (orderId: string, ...skus: string[]) =>
  new OrderRoutingRequested({
    ...{ orderId, attempt: 1, shipTo: { country: 'BR' } },
    lines: skus.map((sku, index) => ({ lineId: String(index), sku, quantity: 1 })),
  });

describe('finding stock', () => {
  it('gives each request the places that have some of what it wants, each merchant its own', async () => {
    const { has, places, finder } = aFinder();
    await has('acme', 'SHIRT', 'gru', 5);
    await has('acme', 'MUG', 'gru', 1);
    await has('acme', 'MUG', 'rec', 0);
    await has('other', 'SHIRT', 'secret', 9);
    await places.upsert([
      { merchantId: 'acme', id: 'gru', version: 1, row: { latitude: 1, longitude: 2, handlingCost: 3 } },
    ]);
    const requests = [asks('o1', 'SHIRT', 'MUG'), asks('o2', 'MUG'), asks('o3', 'SHIRT')];
    const of = await finder.candidatesFor(requests, ['acme', 'acme', 'other']);
    expect(requests.map(of)).toEqual([
      [
        {
          ...{ placeId: 'gru', latitude: 1, longitude: 2, handlingCost: 3 },
          free: new Map([
            ['SHIRT', 5],
            ['MUG', 1],
          ]),
        },
      ],
      [{ placeId: 'gru', latitude: 1, longitude: 2, handlingCost: 3, free: new Map([['MUG', 1]]) }],
      [{ placeId: 'secret', free: new Map([['SHIRT', 9]]) }],
    ]);
  });
});

describe('finding facts for shipments', () => {
  it('tells where places are and what pieces weigh, as far as it is known', async () => {
    const { places, weights, facts } = aFinder();
    const address = { city: 'Guarulhos', country: 'BR' };
    await places.upsert([{ merchantId: 'acme', id: 'gru', version: 1, row: { address } }]);
    await weights.upsert([{ merchantId: 'acme', id: 'SHIRT', version: 1, row: { weightGrams: 200 } }]);
    const line = (sku: string) => ({ lineId: '1', sku, quantity: 1 });
    const requests = [
      { placeId: 'gru', lines: [line('SHIRT')] },
      { placeId: 'rec', lines: [line('MUG')] },
      { placeId: 'gru', lines: [line('SHIRT')] },
    ];
    const of = await facts.factsFor(requests, ['acme', 'acme', 'other']);
    expect(of(requests[0]!)).toEqual({ placeAddress: address, weightGrams: new Map([['SHIRT', 200]]) });
    expect(of(requests[1]!)).toEqual({ weightGrams: new Map([['SHIRT', 200]]) });
    expect(of(requests[2]!)).toEqual({ weightGrams: new Map() });
  });
});
