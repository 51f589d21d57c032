import { ReservationExpiryReached } from '@entrepot/contracts/inventory';
import { AnOrder } from '../../test/an-order';
import { START } from '../../test/builders';
import { answerExpiry } from './answer-expiry';

function asked(order: AnOrder, reservationId = order.reservation().reservationId): AnOrder {
  const question = new ReservationExpiryReached({ orderId: order.id, reservationId, placeId: 'gru', expiresAt: START });
  return order.after(answerExpiry, question);
}

describe('the question whether a reservation is still wanted', () => {
  it('is answered with yes while the order wants the goods, also during a hold', () => {
    const order = AnOrder.placed().routed().reserved();
    expect(asked(order).events).toMatchObject([{ type: 'StockKeepRequested', until: '2026-03-02T10:00:00.000Z' }]);
    expect(asked(order.held()).types).toEqual(['StockKeepRequested']);
    expect(asked(order.paid()).types).toEqual(['StockKeepRequested']);
  });

  it('has its answer when a release or the hand-over is on its way', () => {
    expect(asked(AnOrder.placed().routed().reserved().cancelled()).types).toEqual(['OrderFactNoted']);
    expect(asked(AnOrder.placed().confirmed().pickedUp()).types).toEqual(['OrderFactNoted']);
  });

  it('about a reservation that nobody knows is answered with no', () => {
    expect(asked(AnOrder.placed(), 'rsv_lost').events).toMatchObject([
      { type: 'StockReleaseRequested', reservationId: 'rsv_lost' },
    ]);
  });
});
