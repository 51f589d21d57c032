import { pieces, refusalOf, Shop } from '../../test/shop';

describe('restocking goods', () => {
  it('puts them back on the shelf, free to sell', () => {
    const shop = new Shop();
    const lines = [...pieces({ A: 1 }), ...pieces({ A: 2 })];
    expect(shop.restock({ lines, returnId: 'ret_1' })).toMatchObject({
      events: [{ type: 'StockRestocked', restockId: 'rst_1', orderId: 'ord_1', returnId: 'ret_1', lines }],
      asides: [{ events: [{ causeType: 'restock', causeId: 'rst_1', onHandDelta: 3, reservedDelta: 0 }] }],
    });
    expect(shop.stock('A')).toEqual({ onHand: 3, reserved: 0 });
  });

  it('publishes of a request what is its own, not what others add to theirs', () => {
    const added = { sku: 'A', quantity: 1, colour: 'red' };
    const decision = new Shop().restock({ lines: [added] });
    expect(decision).toMatchObject({ events: [{ lines: [{ sku: 'A', quantity: 1 }] }] });
    expect(JSON.stringify(decision)).not.toContain('colour');
  });

  it('counts once, and refuses other content under its id', () => {
    const shop = new Shop();
    shop.restock({ lines: pieces({ A: 1 }) });
    expect(shop.restock({ lines: pieces({ A: 1 }) })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.restock({ lines: pieces({ A: 2 }) }))).toBe('restock.conflict');
    expect(refusalOf(() => shop.restock({ orderId: 'ord_2', lines: pieces({ A: 1 }) }))).toBe('restock.conflict');
  });
});
