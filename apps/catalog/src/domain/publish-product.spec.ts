import { refusalOf, Shelf, typesOf } from '../../test/shelf';

describe('publishing a product', () => {
  it('puts it up for sale once, and takes it off once', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] });
    expect([shelf.unpublish(), shelf.publish(), shelf.publish(), shelf.unpublish()].map((d) => typesOf(d)[0])).toEqual([
      'ignored',
      'ProductPublished',
      'ignored',
      'ProductUnpublished',
    ]);
    expect(shelf.product().published).toBe(false);
  });

  it('refuses a product with nothing to sell, and one that does not exist', () => {
    const shelf = new Shelf();
    shelf.create();
    expect(refusalOf(() => shelf.publish())).toBe('product.without-variants');
    expect(refusalOf(() => shelf.publish('p2'))).toBe('product.not-found');
    expect(refusalOf(() => shelf.unpublish('p2'))).toBe('product.not-found');
  });
});
