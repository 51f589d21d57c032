import { pieces, refusalOf, Shop } from '../../test/shop';
import { StockStream } from './stock';

describe('reserving stock', () => {
  it('sets every line aside and writes each ledger with its running balance', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 10, B: 2 }) });
    expect(shop.reserve({ lines: pieces({ A: 3, B: 2 }) })).toMatchObject({
      events: [{ type: 'StockReserved', orderId: 'ord_1', lines: pieces({ A: 3, B: 2 }) }],
      asides: [
        { key: 'A@gru-1', events: [{ causeType: 'reservation', causeId: 'rsv_1', onHandDelta: 0, reservedDelta: 3 }] },
        { key: 'B@gru-1', events: [{ onHand: 2, reserved: 2 }] },
      ],
    });
    expect(shop.stock('A')).toEqual({ onHand: 10, reserved: 3 });
  });

  it('sums lines of one SKU before it looks', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 3 }) });
    const twice = [...pieces({ A: 2 }), ...pieces({ A: 2 })];
    expect(shop.reserve({ lines: twice })).toMatchObject({
      events: [{ type: 'StockReservationRefused', shortages: [{ sku: 'A', wanted: 4, available: 3 }] }],
    });
    expect(shop.reserve({ reservationId: 'rsv_2', lines: [...pieces({ A: 2 }), ...pieces({ A: 1 })] })).toMatchObject({
      events: [{ type: 'StockReserved', lines: pieces({ A: 3 }) }],
    });
    expect(shop.world.events(StockStream, 'A@gru-1')).toHaveLength(2);
  });

  it('takes nothing when one line is short, and names every shortage', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 10, B: 1 }) });
    expect(shop.reserve({ lines: pieces({ A: 10, B: 2, C: 1 }) })).toMatchObject({
      events: [
        {
          type: 'StockReservationRefused',
          shortages: [
            { sku: 'B', wanted: 2, available: 1 },
            { sku: 'C', wanted: 1, available: 0 },
          ],
        },
      ],
      asides: [],
    });
    expect(shop.stock('A')).toEqual({ onHand: 10, reserved: 0 });
  });

  it('counts what is reserved by others as not there', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 2 }) });
    shop.reserve({ lines: pieces({ A: 1 }) });
    expect(shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 2 }) })).toMatchObject({
      events: [{ shortages: [{ sku: 'A', wanted: 2, available: 1 }] }],
    });
  });

  it('grants to the last piece', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 2 }) });
    shop.reserve({ lines: pieces({ A: 2 }) });
    expect(shop.stock('A')).toEqual({ onHand: 2, reserved: 2 });
  });

  it('answers once: the same request again is ignored, granted or refused', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 2 }) });
    shop.reserve({ lines: pieces({ A: 2 }) });
    shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 1 }) });
    expect(shop.reserve({ lines: [...pieces({ A: 1 }), ...pieces({ A: 1 })] })).toMatchObject({ kind: 'ignored' });
    expect(shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 1 }) })).toMatchObject({ kind: 'ignored' });
  });

  it('refuses another request under the same id', () => {
    const shop = new Shop();
    shop.receive({ lines: pieces({ A: 2 }) });
    shop.reserve({ lines: pieces({ A: 1 }) });
    shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 5 }) });
    expect(refusalOf(() => shop.reserve({ lines: pieces({ A: 2 }) }))).toBe('reservation.conflict');
    expect(refusalOf(() => shop.reserve({ orderId: 'ord_2', lines: pieces({ A: 1 }) }))).toBe('reservation.conflict');
    expect(refusalOf(() => shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 4 }) }))).toBe(
      'reservation.conflict',
    );
  });
});
