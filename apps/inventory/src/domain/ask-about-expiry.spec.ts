import { pieces, Shop } from '../../test/shop';
import { expiryDueAt } from './ask-about-expiry';

const asks = { events: [{ type: 'ReservationExpiryReached', reservationId: 'rsv_1', orderId: 'ord_1' }] };

/** Reserved at 09:00 until 09:15. */
function held(): Shop {
  const shop = new Shop();
  shop.receive({ lines: pieces({ A: 10 }) });
  shop.reserve({ lines: pieces({ A: 3 }) });
  return shop;
}

function at(shop: Shop, time: string): Shop {
  shop.world.now = `2026-03-02T${time}.000Z`;
  return shop;
}

describe('the end of a reservation', () => {
  it('is a question to the order, asked when the time is up', () => {
    const shop = held();
    expect(expiryDueAt(shop.reservation())).toBe('2026-03-02T09:15:00.000Z');
    expect(at(shop, '09:14:59').askExpiry()).toMatchObject({ kind: 'ignored' });
    expect(at(shop, '09:15:00').askExpiry()).toMatchObject(asks);
    expect(shop.stock('A')).toEqual({ onHand: 10, reserved: 3 });
  });

  it('is asked again, ever more rarely, while nobody answers', () => {
    const shop = at(held(), '09:15:00');
    shop.askExpiry();
    expect(expiryDueAt(shop.reservation())).toBe('2026-03-02T09:16:30.000Z');
    expect(at(shop, '09:16:00').askExpiry()).toMatchObject({ kind: 'ignored' });
    expect(at(shop, '09:16:30').askExpiry()).toMatchObject(asks);
    expect(expiryDueAt(shop.reservation())).toBe('2026-03-02T09:19:30.000Z');
  });

  it('moves when the order keeps the reservation', () => {
    const shop = at(held(), '09:15:00');
    shop.askExpiry();
    expect(shop.keep({ until: '2026-03-02T10:00:00Z' })).toMatchObject({ events: [{ type: 'StockKept' }] });
    expect(expiryDueAt(shop.reservation())).toBe('2026-03-02T10:00:00.000Z');
  });

  it('does not become a rapid exchange when the answer is over before it arrives', () => {
    const shop = at(held(), '09:20:00');
    shop.askExpiry();
    shop.keep({ until: '2026-03-02T09:15:00Z' });
    expect(expiryDueAt(shop.reservation())).toBe('2026-03-02T09:20:01.000Z');
  });

  it('is not asked of a reservation that holds nothing', () => {
    const shop = held();
    shop.release();
    expect(expiryDueAt(shop.reservation())).toBeUndefined();
    expect(at(shop, '11:00:00').askExpiry()).toMatchObject({ kind: 'ignored' });
    expect(shop.askExpiry('rsv_unknown')).toMatchObject({ kind: 'ignored' });
  });
});
