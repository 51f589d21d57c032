import { pieces, refusalOf, Shop } from '../../test/shop';

function held(): Shop {
  const shop = new Shop();
  shop.receive({ lines: pieces({ A: 10, B: 5 }) });
  shop.reserve({ lines: pieces({ A: 3, B: 2 }) });
  return shop;
}

describe('fulfilling a reservation', () => {
  it('takes the pieces off the shelf and out of the reservation', () => {
    const shop = held();
    expect(shop.fulfil({ lines: pieces({ A: 3, B: 2 }) })).toMatchObject({
      events: [{ type: 'StockFulfilled', shipmentId: 'shp_1', remaining: [] }],
      asides: [{ events: [{ causeType: 'shipment', causeId: 'shp_1', onHandDelta: -3, reservedDelta: -3 }] }, {}],
    });
    expect(shop.stock('A')).toEqual({ onHand: 7, reserved: 0 });
    expect(shop.reservation()).toMatchObject({ status: 'done' });
  });

  it('leaves in the reservation what another shipment carries', () => {
    const shop = held();
    shop.fulfil({ lines: pieces({ A: 1 }) });
    expect(shop.fulfil({ shipmentId: 'shp_2', lines: pieces({ A: 2 }) })).toMatchObject({
      events: [{ remaining: pieces({ B: 2 }) }],
    });
    expect(shop.stock('A')).toEqual({ onHand: 7, reserved: 0 });
  });

  it('takes only what the reservation still holds', () => {
    const shop = held();
    shop.release({ lines: pieces({ A: 2 }) });
    expect(shop.fulfil({ lines: pieces({ A: 3, B: 2 }) })).toMatchObject({
      events: [{ lines: pieces({ A: 1, B: 2 }), remaining: [] }],
    });
    expect(shop.stock('A')).toEqual({ onHand: 9, reserved: 0 });
  });

  it('ignores a reservation that holds nothing of it, and waits for one that is not there yet', () => {
    const shop = held();
    expect(shop.fulfil({ lines: pieces({ C: 1 }) })).toMatchObject({ kind: 'ignored' });
    shop.release();
    expect(shop.fulfil({ lines: pieces({ A: 1 }) })).toMatchObject({ kind: 'ignored' });
    shop.reserve({ reservationId: 'rsv_2', lines: pieces({ A: 99 }) });
    expect(shop.fulfil({ reservationId: 'rsv_2', lines: pieces({ A: 1 }) })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shop.fulfil({ reservationId: 'rsv_9', lines: pieces({ A: 1 }) }))).toBe(
      'reservation.not-found',
    );
  });
});
