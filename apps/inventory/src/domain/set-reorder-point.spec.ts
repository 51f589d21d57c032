import { pieces, PLACE, refusalOf, Shop } from '../../test/shop';

describe('the reorder point', () => {
  it('is known beside the balance and stays until it is set anew', () => {
    const shop = new Shop();
    expect(shop.orderAgainAt({ reorderPoint: 5, user: 'u-7' })).toMatchObject({
      events: [{ type: 'ReorderPointSet', sku: 'A', reorderPoint: 5, user: 'u-7' }],
      asides: [{ events: [{ causeType: 'reorder-point', onHandDelta: 0, onHand: 0, reorderPoint: 5, user: 'u-7' }] }],
    });
    shop.receive({ lines: pieces({ A: 10 }) });
    expect(shop.stock('A')).toEqual({ onHand: 10, reserved: 0, reorderPoint: 5 });
    shop.orderAgainAt({ reorderPoint: 0 });
    expect(shop.stock('A')).toEqual({ onHand: 10, reserved: 0, reorderPoint: 0 });
  });

  it('is taken away again', () => {
    const shop = new Shop();
    shop.orderAgainAt({ reorderPoint: 5 });
    expect(shop.orderAgainAt({})).toMatchObject({ kind: 'decided' });
    expect(shop.stock('A')).toEqual({ onHand: 0, reserved: 0 });
    expect(shop.orderAgainAt({})).toMatchObject({ kind: 'ignored' });
  });

  it('is set once, for a SKU and a place that can be', () => {
    const shop = new Shop();
    shop.orderAgainAt({ reorderPoint: 5 });
    expect(shop.orderAgainAt({ reorderPoint: 5 })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.orderAgainAt({ reorderPoint: 5 }, 'A', 'nowhere'))).toBe('place.unknown');
    expect(refusalOf(() => shop.orderAgainAt({ reorderPoint: 5 }, 'A', `B@${PLACE}`))).toBe('place.not-found');
    for (const sku of ['a/b', ' a', 'x'.repeat(65), 'a\u0000b']) {
      expect(refusalOf(() => shop.orderAgainAt({ reorderPoint: 5 }, sku))).toBe('stock.sku-invalid');
    }
  });
});
