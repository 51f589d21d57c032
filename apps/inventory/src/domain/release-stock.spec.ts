import { pieces, refusalOf, Shop } from '../../test/shop';

function held(): Shop {
  const shop = new Shop();
  shop.receive({ lines: pieces({ A: 10, B: 5 }) });
  shop.reserve({ lines: pieces({ A: 3, B: 2 }) });
  return shop;
}

describe('releasing stock', () => {
  it('gives back all that is left when no lines are named', () => {
    const shop = held();
    expect(shop.release()).toMatchObject({
      events: [{ type: 'StockReleased', orderId: 'ord_1', lines: pieces({ A: 3, B: 2 }), remaining: [] }],
    });
    expect([shop.stock('A'), shop.stock('B')]).toEqual([
      { onHand: 10, reserved: 0 },
      { onHand: 5, reserved: 0 },
    ]);
    expect(shop.reservation()).toMatchObject({ status: 'done' });
  });

  it('gives back named lines and says what remains', () => {
    const shop = held();
    expect(shop.release({ lines: pieces({ A: 1 }) })).toMatchObject({
      events: [{ lines: pieces({ A: 1 }), remaining: pieces({ A: 2, B: 2 }) }],
    });
    expect(shop.reservation()).toMatchObject({ status: 'held' });
  });

  it('never gives back more than is held', () => {
    const shop = held();
    expect(shop.release({ lines: pieces({ A: 99, C: 1 }) })).toMatchObject({ events: [{ lines: pieces({ A: 3 }) }] });
    expect(shop.stock('A')).toEqual({ onHand: 10, reserved: 0 });
    expect(shop.release({ lines: pieces({ A: 1 }) })).toMatchObject({ kind: 'ignored' });
  });

  it('ignores a reservation that was refused or has nothing left', () => {
    const shop = held();
    shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 99 }) });
    expect(shop.release({ reservationId: 'rsv_2' })).toMatchObject({ kind: 'ignored' });
    shop.release();
    expect(shop.release()).toMatchObject({ kind: 'ignored' });
  });

  it('waits for a reservation that is not there yet', () => {
    expect(refusalOf(() => held().release({ reservationId: 'rsv_9' }))).toBe('reservation.not-found');
  });
});
