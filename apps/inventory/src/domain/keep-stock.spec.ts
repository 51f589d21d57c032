import { pieces, refusalOf, Shop } from '../../test/shop';

function held(): Shop {
  const shop = new Shop();
  shop.receive({ lines: pieces({ A: 10 }) });
  shop.reserve({ lines: pieces({ A: 3 }) });
  return shop;
}

describe('keeping a reservation', () => {
  it('prolongs it without being asked', () => {
    const shop = held();
    expect(shop.keep({ until: '2026-03-02T09:30:00+00:00' })).toMatchObject({ events: [{ type: 'StockKept' }] });
    expect(shop.reservation()).toMatchObject({ expiresAt: '2026-03-02T09:30:00+00:00', asked: 0 });
  });

  it('never shortens it', () => {
    expect(held().keep({ until: '2026-03-02T09:10:00Z' })).toMatchObject({ kind: 'ignored' });
  });

  it('ignores a reservation that holds nothing, and waits for one that is not there yet', () => {
    const shop = held();
    shop.release();
    expect(shop.keep({ until: '2026-03-02T10:00:00Z' })).toMatchObject({ kind: 'ignored' });
    shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 99 }) });
    expect(shop.keep({ reservationId: 'rsv_2', until: '2026-03-02T10:00:00Z' })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.keep({ reservationId: 'rsv_9', until: '2026-03-02T10:00:00Z' }))).toBe(
      'reservation.not-found',
    );
  });
});
