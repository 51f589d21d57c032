import { refusalOf, Shelf } from '../../test/shelf';

describe('changing a product', () => {
  it('replaces what is given and keeps the rest', () => {
    const shelf = new Shelf();
    shelf.create({ title: 'Shirt', category: 'clothing', variants: [{ sku: 'A' }] });
    expect(shelf.change({ title: 'Red shirt' })).toMatchObject({
      events: [{ type: 'ProductChanged', title: 'Red shirt', category: 'clothing' }],
    });
    expect(shelf.product()).toMatchObject({ title: 'Red shirt', category: 'clothing', variants: [{ sku: 'A' }] });
  });

  it('ignores what it says already, and refuses a product that does not exist', () => {
    const shelf = new Shelf();
    shelf.create({ title: 'Shirt' });
    expect(shelf.change({ title: 'Shirt' })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shelf.change({ title: 'x' }, 'p2'))).toBe('product.not-found');
  });
});
