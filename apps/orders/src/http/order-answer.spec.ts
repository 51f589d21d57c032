import { compiledValidator } from '@entrepot/contracts';
import { OrderAnswer } from '@entrepot/contracts/orders';
import { AnOrder } from '../../test/an-order';
import { orderAnswer } from './order-answer';

describe('an order as callers see it', () => {
  it('is what its contract says, after a line of which some was cancelled has grown as well', () => {
    const grown = AnOrder.placed()
      .cancelled({ lines: [{ lineId: '1', quantity: 1 }] })
      .changed({ change: [{ lineId: '1', quantity: 3 }] });
    const answer = orderAnswer(grown.order, grown.id);
    expect(compiledValidator(OrderAnswer, { strict: true })(answer)).toEqual([]);
  });
});
