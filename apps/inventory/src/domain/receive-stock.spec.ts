import { pieces, refusalOf, Shop } from '../../test/shop';
import { StockStream } from './stock';

describe('receiving stock', () => {
  it('adds every line to its ledger, one entry per SKU', () => {
    const shop = new Shop();
    const lines = [...pieces({ A: 4, B: 1 }), ...pieces({ A: 6 })];
    expect(shop.receive({ lines, occurredAt: '2018-01-01T10:00:00Z', reference: 'PO 7' })).toMatchObject({
      events: [{ type: 'StockReceived', receiptId: 'receipt-1', lines, reference: 'PO 7' }],
    });
    expect(shop.world.events(StockStream, 'A@gru-1')).toEqual([
      {
        type: 'StockPosted',
        sku: 'A',
        placeId: 'gru-1',
        causeType: 'receipt',
        causeId: 'receipt-1',
        onHandDelta: 10,
        reservedDelta: 0,
        onHand: 10,
        reserved: 0,
        occurredAt: '2018-01-01T10:00:00Z',
      },
    ]);
  });

  it('counts a receipt once, and refuses other content under its id', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 4 }) });
    expect(shop.receive({ lines: pieces({ A: 4 }) })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.receive({ lines: pieces({ A: 5 }) }))).toBe('receipt.conflict');
    expect(refusalOf(() => shop.receive({ lines: pieces({ A: 4 }), reference: 'PO 8' }))).toBe('receipt.conflict');
    expect(shop.stock('A')).toEqual({ onHand: 4, reserved: 0 });
  });

  it('refuses more than the books can hold', () => {
    const shop = new Shop();
    shop.count({ counted: Number.MAX_SAFE_INTEGER - 3, expected: 0 });
    expect(refusalOf(() => shop.receive({ lines: pieces({ A: 4 }) }))).toBe('stock.too-many');
    expect(shop.receive({ lines: pieces({ A: 3 }) })).toMatchObject({ kind: 'decided' });
  });

  it('refuses a place that nobody registered', () => {
    const shop = new Shop();
    expect(refusalOf(() => shop.receive({ placeId: 'nowhere', lines: pieces({ A: 1 }) }))).toBe('place.unknown');
  });
});
