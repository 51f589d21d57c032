import { OrderRoutingRequested } from '@entrepot/contracts/orders';
import type { RoutePlanned } from '@entrepot/contracts/logistics';
import { Decided, type Given } from '@entrepot/kernel';
import type { Candidate } from './candidates';
import { planRoute } from './plan-route';

const SHIRT = { lineId: '1', sku: 'SHIRT', quantity: 2 };
const MUG = { lineId: '2', sku: 'MUG', quantity: 1 };
const campinas = { city: 'Campinas', country: 'BR', latitude: -22.9056, longitude: -47.0608 };
const near = { latitude: -23.45, longitude: -46.53 };
const far = { latitude: -8.05, longitude: -34.88 };

const place = (placeId: string, free: Record<string, number>, more: Partial<Candidate> = {}): Candidate => ({
  placeId,
  free: new Map(Object.entries(free)),
  ...more,
});

function route(candidates: Candidate[], asked: Partial<OrderRoutingRequested> = {}): RoutePlanned {
  const request = new OrderRoutingRequested({
    ...{ orderId: 'ord_1', attempt: 1, shipTo: campinas, lines: [SHIRT, MUG] },
    ...asked,
  });
  const decision = planRoute({ status: 'none' }, request, {} as Given, { candidates, unheard: [] });
  return (decision as Decided).events[0] as RoutePlanned;
}

describe('planRoute', () => {
  it('takes the nearest of the places that have every line', () => {
    const planned = route([
      place('recife', { SHIRT: 9, MUG: 9 }, far),
      place('gru', { SHIRT: 2, MUG: 1 }, near),
      place('shop', { SHIRT: 5 }, near),
    ]);
    expect(planned.allocations).toEqual([
      {
        placeId: 'gru',
        lines: [SHIRT, MUG],
        distanceKm: expect.closeTo(81.3, 1) as number,
        reason: 'nearest place that has every line',
      },
    ]);
    expect(planned.shortages).toEqual([]);
    expect(planned.considered.map(({ placeId, rank, reason }) => [placeId, rank, reason])).toEqual([
      ['gru', 1, 'has every line'],
      ['recife', 2, 'has every line'],
      ['shop', 3, 'has 1 of 2 lines'],
    ]);
  });

  it('believes a place that refused before what we heard of it', () => {
    const shortages = [{ placeId: 'gru', sku: 'MUG', available: 0 }];
    const both = { SHIRT: 9, MUG: 9 };
    const places = [place('gru', both, near), place('recife', both, far)];
    expect(route(places, { shortages }).allocations.map(({ placeId }) => placeId)).toEqual(['recife']);
    const parts = route([place('gru', both, near), place('recife', { MUG: 1 }, far)], { shortages });
    expect(parts.allocations.map(({ placeId, lines }) => [placeId, lines])).toEqual([
      ['gru', [SHIRT]],
      ['recife', [MUG]],
    ]);
    // It may have less by now, never more.
    expect(route([place('gru', { SHIRT: 1, MUG: 9 }, near)], { shortages }).shortages).toHaveLength(2);
  });

  it('ranks a place without coordinates last, and says so', () => {
    const planned = route([
      place('nowhere', { SHIRT: 2, MUG: 1 }),
      place('recife', { SHIRT: 2, MUG: 1 }, far),
      place('half', { SHIRT: 2, MUG: 1 }, { latitude: 1 }),
    ]);
    expect(planned.allocations.map(({ placeId }) => placeId)).toEqual(['recife']);
    expect(planned.considered.slice(1)).toEqual([
      {
        placeId: 'half',
        rank: 2,
        reason: 'has every line; distance unknown: the place has no coordinates',
      },
      {
        placeId: 'nowhere',
        rank: 3,
        reason: 'has every line; distance unknown: the place has no coordinates',
      },
    ]);
  });

  it('decides by handling cost, then by id, where distances are the same or unknown', () => {
    const shipTo = { country: 'BR' };
    const both = { SHIRT: 2, MUG: 1 };
    const byCost = route([place('a', both, { ...near, handlingCost: 300 }), place('b', both, { handlingCost: 100 })], {
      shipTo,
    });
    expect(byCost.allocations[0]).toMatchObject({
      placeId: 'b',
      reason:
        'cheapest to handle of the places that have every line; distance unknown: the destination has no coordinates',
    });
    const byId = route([place('z', both, near), place('y', both, near)]);
    expect(byId.allocations[0]).toMatchObject({
      placeId: 'y',
      reason: 'first by id of the places that have every line',
    });
  });

  it('prefers one far place to two near ones', () => {
    const planned = route([
      place('a', { SHIRT: 2 }, near),
      place('b', { MUG: 1 }, near),
      place('recife', { SHIRT: 2, MUG: 1 }, far),
    ]);
    expect(planned.allocations).toMatchObject([{ placeId: 'recife', reason: 'only place that has every line' }]);
  });

  it('splits an order that no place has whole, in as few parcels as it sees', () => {
    const planned = route([place('a', { SHIRT: 2 }, far), place('b', { MUG: 3 }, near), place('c', { MUG: 1 }, far)]);
    expect(planned.allocations).toMatchObject([
      { placeId: 'a', lines: [SHIRT], reason: 'only place that has these pieces' },
      { placeId: 'b', lines: [MUG], reason: 'nearest place that has these pieces' },
    ]);
  });

  it('splits a line over places, and tells what nobody has', () => {
    const planned = route([place('a', { SHIRT: 3 }, near), place('b', { SHIRT: 1 }, far)], {
      lines: [{ ...SHIRT, quantity: 6 }, MUG],
    });
    expect(planned.allocations.map(({ placeId, lines }) => [placeId, lines[0]?.quantity])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    // The near one has as many, but sends them.
    expect(planned.allocations.map(({ reason }) => reason)).toEqual([
      'only place that has these pieces',
      'only other place that has these pieces',
    ]);
    expect(planned.shortages).toEqual([{ ...SHIRT, quantity: 2 }, MUG]);
    expect(planned.considered[0]?.reason).toBe('has 3 of 7 pieces');
  });

  it('shares the pieces of a SKU between the lines that want it', () => {
    const twice = [SHIRT, { ...SHIRT, lineId: '2' }];
    const planned = route([place('a', { SHIRT: 3 }, near)], { lines: twice });
    expect(planned.allocations[0]?.lines).toEqual([SHIRT, { ...SHIRT, lineId: '2', quantity: 1 }]);
    expect(planned.shortages).toEqual([{ ...SHIRT, lineId: '2', quantity: 1 }]);
  });

  it('leaves out the places that the order excludes, and says so', () => {
    const both = { SHIRT: 2, MUG: 1 };
    const planned = route([place('gru', both, near), place('recife', both, far)], { excludedPlaces: ['gru'] });
    expect(planned.allocations.map(({ placeId }) => placeId)).toEqual(['recife']);
    expect(planned.considered[1]).toMatchObject({ placeId: 'gru', rank: 2, reason: 'excluded by the order' });
  });

  it('answers with shortages only when nobody has anything', () => {
    expect(route([])).toMatchObject({ allocations: [], shortages: [SHIRT, MUG], considered: [] });
  });

  it('tells of the twenty best places at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => place(`p${index}`, { MUG: 1 }, near));
    expect(route(many).considered).toHaveLength(20);
  });

  it('answers an attempt once', () => {
    const request = new OrderRoutingRequested({ orderId: 'ord_1', attempt: 1, shipTo: campinas, lines: [MUG] });
    expect(planRoute({ status: 'planned' }, request, {} as Given, { candidates: [], unheard: [] }).kind).toBe(
      'ignored',
    );
  });

  describe('of a SKU of which nobody has told anything yet', () => {
    const NOTHING = { candidates: [], unheard: ['MUG'] };
    const askedAt = '2026-03-02T10:00:00.000Z';
    const planned =
      (now: string, asked: Partial<OrderRoutingRequested> = { askedAt }, found = NOTHING) =>
      () =>
        planRoute(
          { status: 'none' },
          new OrderRoutingRequested({ orderId: 'ord_1', attempt: 1, shipTo: campinas, lines: [MUG], ...asked }),
          { now } as Given,
          found,
        );

    it('waits for its first receipt while the order is new', () => {
      expect(planned('2026-03-02T10:00:00.020Z')).toThrow('stock.unheard');
      expect(planned('2026-03-02T10:00:04.999Z')).toThrow('stock.unheard');
    });

    it('says after five seconds that it is short', () => {
      const [event] = (planned('2026-03-02T10:00:05.000Z')() as Decided).events;
      expect(event).toMatchObject({ shortages: [MUG] });
    });

    it('does not wait where nothing is left, or where it is not a first route', () => {
      const isShort = { shortages: [MUG] };
      const soldOut = planned('2026-03-02T10:00:00.020Z', { askedAt }, { candidates: [], unheard: [] });
      expect((soldOut() as Decided).events).toMatchObject([isShort]);
      expect((planned('2026-03-02T10:00:00.020Z', {})() as Decided).events).toMatchObject([isShort]);
    });
  });
});
