import { pieces, refusalOf, Shop } from '../../test/shop';

function stocked(): Shop {
  const shop = new Shop();
  shop.receive({ lines: pieces({ A: 10 }) });
  return shop;
}

describe('counting stock', () => {
  it('sets the figure to what was counted', () => {
    const shop = stocked();
    expect(shop.count({ counted: 8, expected: 10 })).toMatchObject({
      events: [{ type: 'StockCounted', expected: 10, counted: 8, delta: -2 }],
      asides: [{ events: [{ causeType: 'count', causeId: 'count-1', onHandDelta: -2, onHand: 8 }] }],
    });
  });

  it('refuses a count that began before the books moved, and says what they say now', () => {
    const shop = stocked();
    expect(() => shop.count({ counted: 8, expected: 9 })).toThrow(
      expect.objectContaining({ code: 'stock.count-outdated', details: expect.objectContaining({ onHand: 10 }) }),
    );
  });

  it('books a count that found what was expected', () => {
    const shop = stocked();
    expect(shop.count({ counted: 10, expected: 10 })).toMatchObject({
      events: [{ delta: 0 }],
      asides: [{ events: [{ onHandDelta: 0, onHand: 10 }] }],
    });
  });

  it('refuses to count away what is reserved', () => {
    const shop = stocked();
    shop.reserve({ lines: pieces({ A: 4 }) });
    expect(refusalOf(() => shop.count({ counted: 3, expected: 10 }))).toBe('stock.reserved');
  });

  it('counts once: a repeat is ignored though the books moved, other content is refused', () => {
    const shop = stocked();
    shop.count({ counted: 8, expected: 10 });
    expect(shop.count({ counted: 8, expected: 10 })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.count({ counted: 7, expected: 8 }))).toBe('count.conflict');
  });

  it('refuses a place that nobody registered', () => {
    expect(refusalOf(() => stocked().count({ placeId: 'nowhere', counted: 0, expected: 0 }))).toBe('place.unknown');
  });
});
