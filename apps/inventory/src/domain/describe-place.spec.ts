import { refusalOf, Shop } from '../../test/shop';
import { PlaceStream } from './place';

describe('describing a place', () => {
  it('registers it, then replaces what is known', () => {
    const shop = new Shop();
    const described = { name: 'Campinas', latitude: -22.9, longitude: -47.1, handlingCost: 90 };
    expect(shop.describe(described, 'cps')).toMatchObject({
      events: [{ type: 'PlaceRegistered', placeId: 'cps', ...described }],
    });
    expect(shop.describe({ name: 'Campinas 2' }, 'cps')).toMatchObject({ events: [{ type: 'PlaceChanged' }] });
    expect(shop.world.state(PlaceStream, 'cps')).toEqual({ status: 'registered', name: 'Campinas 2' });
  });

  it('ignores what is known already', () => {
    expect(new Shop().describe({ name: 'Guarulhos' })).toMatchObject({ kind: 'ignored' });
  });

  it('refuses an id that could not be told from a SKU in the key of a ledger', () => {
    expect(refusalOf(() => new Shop().describe({ name: 'x' }, 'a@b'))).toBe('place.id-invalid');
  });

  it('refuses half a pair of coordinates', () => {
    expect(refusalOf(() => new Shop().describe({ name: 'x', latitude: 1 }))).toBe('place.coordinates-incomplete');
  });
});
