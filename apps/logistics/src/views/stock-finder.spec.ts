import { OrderRoutingRequested } from '@entrepot/contracts/orders';
import { memoryBackbone } from '@entrepot/eventstore';
import { AvailabilityView, type AvailabilityRow } from './availability.view';
import { PlaceBook } from './place-book';
import type { PlaceRow } from './places.view';
import { ShippingFactFinder } from './shipping-fact-finder';
import { StockFinder } from './stock-finder';
import { StockMemory } from './stock-memory';
import type { WeightRow } from './weights.view';

function aFinder() {
  const backbone = memoryBackbone({});
  const stock = backbone.view<AvailabilityRow>('availability');
  const places = backbone.view<PlaceRow>('places');
  const weights = backbone.view<WeightRow>('weights');
  const book = new PlaceBook(places, weights);
  const has = (merchantId: string, sku: string, placeId: string, free: number) =>
    stock.upsert([{ merchantId, id: `${sku}@${placeId}`, version: 1, row: { sku, placeId, free } }]);
  return {
    has,
    places,
    weights,
    finder: new StockFinder(new StockMemory(stock), book),
    facts: new ShippingFactFinder(book),
  };
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
    expect(requests.map((request) => of(request).candidates)).toEqual([
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

  it('tells which SKUs it has never heard of from those of which nothing is left', async () => {
    const { has, finder } = aFinder();
    await has('acme', 'MUG', 'rec', 0);
    await has('other', 'SHIRT', 'secret', 9);
    const request = asks('o1', 'SHIRT', 'MUG');
    const of = await finder.candidatesFor([request], ['acme']);
    expect(of(request)).toEqual({ candidates: [], unheard: ['SHIRT'] });
  });
});

describe('finding stock while it changes', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Two processes of the service on one table: `here` is the one that routes, what happens `there` only the other one hears. */
  function twoProcesses() {
    const backbone = memoryBackbone({});
    const table = backbone.view<AvailabilityRow>('availability');
    const book = new PlaceBook(backbone.view<PlaceRow>('places'), backbone.view<WeightRow>('weights'));
    const memory = new StockMemory(table);
    const here = new AvailabilityView(memory);
    const asked = jest.spyOn(table, 'find');
    let now = 1_000_000;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 0.001));
    const rowOf = (placeId: string, free: number, version: number) => {
      const row = { sku: 'SHIRT', placeId, free };
      return { merchantId: 'acme', id: `SHIRT@${placeId}`, version, row };
    };
    const finder = new StockFinder(memory, book);
    const free = async (request: OrderRoutingRequested) => {
      const of = await finder.candidatesFor([request], ['acme']);
      return Object.fromEntries(of(request).candidates.map(({ placeId, free: own }) => [placeId, own.get('SHIRT')]));
    };
    return {
      asked,
      free,
      heardHere: (...of: Parameters<typeof rowOf>) => here.heard(rowOf(...of)),
      written: (...of: Parameters<typeof rowOf>) => table.upsert([rowOf(...of)]),
      pass: (ms: number) => (now += ms),
    };
  }

  const wants = (quantity: number, more: { attempt?: number; excludedPlaces?: string[] } = {}) =>
    new OrderRoutingRequested({
      ...{ orderId: 'o', attempt: 1, shipTo: { country: 'BR' }, ...more },
      lines: [{ lineId: '1', sku: 'SHIRT', quantity }],
    });

  it('asks the table once and knows at once what its own process hears', async () => {
    const { asked, free, heardHere, written } = twoProcesses();
    await written('gru', 5, 1);
    expect(await free(wants(1))).toEqual({ gru: 5 });
    heardHere('gru', 4, 2);
    heardHere('rec', 9, 1);
    expect(await free(wants(1))).toEqual({ gru: 4, rec: 9 });
    heardHere('gru', 0, 3);
    expect(await free(wants(1))).toEqual({ rec: 9 });
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('never goes back to an older row, whether it is heard late or not written yet', async () => {
    const { free, heardHere, written } = twoProcesses();
    heardHere('gru', 3, 7);
    await written('gru', 5, 6);
    expect(await free(wants(1))).toEqual({ gru: 3 });
    heardHere('gru', 9, 2);
    expect(await free(wants(1, { attempt: 2 }))).toEqual({ gru: 3 });
  });

  it('sees what another process heard after five seconds at the latest', async () => {
    const { free, pass, written } = twoProcesses();
    await written('gru', 5, 1);
    expect(await free(wants(1))).toEqual({ gru: 5 });
    await written('gru', 2, 2);
    await written('rec', 8, 1);
    pass(5_001);
    expect(await free(wants(1))).toEqual({ gru: 2, rec: 8 });
  });

  it('looks at the table when an order was refused before, so that it does not go to the same place again', async () => {
    const { free, written } = twoProcesses();
    await written('gru', 5, 1);
    expect(await free(wants(1))).toEqual({ gru: 5 });
    await written('gru', 0, 2);
    expect(await free(wants(1, { attempt: 2 }))).toEqual({});
    expect(await free(wants(1))).toEqual({});
  });

  it('looks at the table before it says that there is not enough', async () => {
    const { free, written } = twoProcesses();
    await written('gru', 1, 1);
    expect(await free(wants(1))).toEqual({ gru: 1 });
    await written('rec', 4, 1);
    expect(await free(wants(5))).toEqual({ gru: 1, rec: 4 });
    await written('sdu', 2, 1);
    expect(await free(wants(2, { excludedPlaces: ['rec'] }))).toEqual({ gru: 1, rec: 4, sdu: 2 });
  });

  it('keeps merchants apart, and no more than it may', async () => {
    const table = memoryBackbone({}).view<AvailabilityRow>('availability');
    const memory = new StockMemory(table, 6);
    const rows = Array.from({ length: 10 }, (_, at) => ({ sku: `S${at}`, placeId: 'gru', free: at + 1 }));
    const merchants = ['acme', 'other'];
    const stored = (merchantId: string, more: number) =>
      rows.map((row) => ({ merchantId, id: `${row.sku}@gru`, version: 1, row: { ...row, free: row.free + more } }));
    for (const [more, merchantId] of merchants.entries()) await table.upsert(stored(merchantId, more * 100));
    const asked = jest.spyOn(table, 'find');
    for (const row of stored('acme', 0)) memory.learn(row);
    for (const [more, merchantId] of merchants.entries()) {
      const skus = rows.map(({ sku }) => sku);
      const found = await memory.of(merchantId, skus, 0);
      expect(skus.map((sku) => found.get(sku)?.get('gru'))).toEqual(rows.map(({ free }) => free + more * 100));
    }
    asked.mockClear();
    await memory.of('other', ['S7', 'S8', 'S9'], 0);
    expect(asked).not.toHaveBeenCalled();
    await memory.of('other', ['S0'], 0);
    await memory.of('acme', ['S9'], 0);
    expect(asked).toHaveBeenCalledTimes(2);
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
