import type { PlaceOrder } from '@entrepot/contracts/orders';
import { AnOrder } from '../../test/an-order';

const tender = (tenderId: string, method: 'card' | 'voucher' | 'boleto', amount: number) => ({
  tenderId,
  method,
  amount,
});

/** What is asked for after a mug of 3,000 was cancelled from an order of 12,000. */
function asked(tenders: PlaceOrder['tenders']) {
  const order = AnOrder.placed({ tenders }).cancelled({ lines: [{ lineId: '2', quantity: 1 }] });
  const { total, tenders: parts } = order.routed().reserved().event('PaymentRequested');
  return { total, parts: parts.map(({ tenderId, amount }) => [tenderId, amount]) };
}

describe('the payment that is asked for', () => {
  it('covers the whole order while nothing was cancelled', () => {
    const request = AnOrder.placed().routed().reserved().event('PaymentRequested');
    expect(request).toMatchObject({ total: 12_000, tenders: [{ tenderId: 't1', amount: 12_000 }] });
  });

  it('is only what is left of the order, less by card before less by voucher', () => {
    expect(asked([tender('v', 'voucher', 7_000), tender('c', 'card', 5_000)])).toEqual({
      total: 9_000,
      parts: [
        ['v', 7_000],
        ['c', 2_000],
      ],
    });
    expect(asked([tender('v', 'voucher', 10_000), tender('c', 'card', 2_000)])).toEqual({
      total: 9_000,
      parts: [['v', 9_000]],
    });
  });

  it('leaves what was paid already whole: too much of it is given back', () => {
    expect(asked([tender('b', 'boleto', 12_000)])).toEqual({ total: 12_000, parts: [['b', 12_000]] });
    expect(asked([{ ...tender('m', 'card', 12_000), heldBy: 'marketplace' }])).toMatchObject({ total: 12_000 });
  });
});
