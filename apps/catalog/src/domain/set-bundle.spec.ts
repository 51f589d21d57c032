import { faultOf, Shelf, typesOf } from '../../test/shelf';

function stocked(): Shelf {
  const shelf = new Shelf();
  shelf.create({ variants: ['SET', 'A', 'B', 'C'].map((sku) => ({ sku })) });
  return shelf;
}

const componentsOf = (shelf: Shelf, at = 0) => shelf.product().variants[at]?.components;

describe('a bundle', () => {
  it('is made of other SKUs, changed, and dissolved', () => {
    const shelf = stocked();
    expect(typesOf(shelf.bundle('SET', { A: 2, B: 1 }))).toEqual([
      'VariantBundled',
      'SkuBundled',
      'SkuUsed',
      'SkuUsed',
    ]);
    expect(shelf.bundle('SET', { A: 2, B: 1 })).toMatchObject({ kind: 'ignored' });
    shelf.bundle('SET', { B: 3, C: 1 });
    expect(componentsOf(shelf)).toEqual([
      { sku: 'B', quantity: 3 },
      { sku: 'C', quantity: 1 },
    ]);
    shelf.bundle('SET', {});
    expect(componentsOf(shelf)).toBeUndefined();
    // What is free again may be a bundle itself.
    expect(shelf.bundle('A', { SET: 1 })).toMatchObject({ kind: 'decided' });
  });

  it('stays what it is when its variant changes', () => {
    const shelf = stocked();
    shelf.bundle('SET', { A: 1 });
    shelf.changeVariant({ title: 'Set' }, 'SET');
    expect(componentsOf(shelf)).toEqual([{ sku: 'A', quantity: 1 }]);
  });

  it('holds no bundle, is in none, and never itself', () => {
    const shelf = stocked();
    shelf.bundle('SET', { A: 1 });
    expect(faultOf(() => shelf.bundle('B', { SET: 1 }))).toBe('components[0].sku nested');
    expect(faultOf(() => shelf.bundle('A', { B: 1 }))).toBe('components nested');
    expect(faultOf(() => shelf.bundle('C', { C: 1 }))).toBe('components[0].sku cycle');
    expect(faultOf(() => shelf.bundle('C', { B: 1, NONE: 1 }))).toBe('components[1].sku exists');
  });
});
