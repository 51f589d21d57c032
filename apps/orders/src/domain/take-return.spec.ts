import { ShipmentLost } from '@entrepot/contracts/logistics';
import { PaymentReleased } from '@entrepot/contracts/payments';
import { ReturnInspected } from '@entrepot/contracts/returns';
import { AnOrder } from '../../test/an-order';
import { captured, open, refunded } from './balance';
import { recordLoss } from './record-loss';
import { recordPaymentRelease } from './record-payment-release';
import { takeReturn } from './take-return';

function back(order: AnOrder, quantities: readonly number[], returnId = 'ret_1'): AnOrder {
  const skus = ['SHIRT', 'MUG'];
  const lines = quantities.flatMap((quantity, index) =>
    quantity === 0
      ? []
      : [{ lineId: String(index + 1), sku: skus[index] ?? '', quantity, disposition: 'restock' as const }],
  );
  return order.after(takeReturn, new ReturnInspected({ orderId: order.id, returnId, lines }));
}

const delivered = () => AnOrder.placed().confirmed().pickedUp().captured().delivered();

describe('an inspected return', () => {
  it('gives back the share of the pieces, and the freight with the last of them', () => {
    const one = back(delivered(), [1]);
    expect(one.types).toEqual(['OrderLinesReturned', 'RefundRequested']);
    expect(one.event('RefundRequested')).toMatchObject({ amount: 4_000, returnId: 'ret_1', reason: 'returned' });
    const refunded = one.refunded();
    expect(refunded.types).toEqual(['OrderPaymentUpdated', 'OrderReturnRefunded']);
    const rest = back(refunded, [1, 1], 'ret_2').refunded();
    expect(rest.event('OrderReturnRefunded')).toMatchObject({ returnId: 'ret_2', amount: 8_000 });
    expect(open(rest.order)).toBe(0);
  });

  it('keeps deductions and gives nothing back for what is refused', () => {
    const shirt = { lineId: '1', sku: 'SHIRT', quantity: 1 };
    const lines = [
      { ...shirt, disposition: 'restock' as const, deduction: 500, deductionReason: 'traces of use' },
      { ...shirt, disposition: 'send-back' as const, refusal: 'not ours' },
    ];
    const inspected = (order: AnOrder, returnId: string) =>
      order.after(takeReturn, new ReturnInspected({ orderId: order.id, returnId, lines }));
    const order = inspected(delivered(), 'ret_1');
    expect(order.event('OrderLinesReturned')).toMatchObject({
      ...{ lines: [{ lineId: '1', quantity: 1 }], amount: 3_500, withheld: 500 },
    });
    expect(order.event('RefundRequested').amount).toBe(3_500);
    const rest = back(order.refunded(), [1, 1], 'ret_2').refunded();
    expect(rest.event('OrderReturnRefunded').amount).toBe(8_000);
    expect(open(rest.order)).toBe(0);
  });

  it('keeps no more of a line than its pieces are worth, whatever comes back with it', () => {
    const lines = [
      { lineId: '1', sku: 'SHIRT', quantity: 1, disposition: 'restock' as const },
      {
        lineId: '2',
        sku: 'MUG',
        quantity: 1,
        disposition: 'scrap' as const,
        deduction: 5_000,
        deductionReason: 'broken',
      },
    ];
    const inspected = new ReturnInspected({ orderId: delivered().id, returnId: 'ret_1', lines });
    const order = delivered().after(takeReturn, inspected);
    expect(order.event('OrderLinesReturned')).toMatchObject({ amount: 4_000, withheld: 3_000 });
  });

  it('waits with the money until it is known what was captured', () => {
    const order = back(AnOrder.placed().confirmed().pickedUp().delivered(), [1]);
    expect(order.types).toEqual(['OrderLinesReturned']);
    expect(order.captured().event('RefundRequested').amount).toBe(4_000);
  });

  it('gives back no more than was captured, and says so when that is nothing', () => {
    const order = AnOrder.placed().confirmed().pickedUp().captured(0).delivered();
    expect(back(order, [2, 1]).events).toMatchObject([
      { type: 'OrderLinesReturned', amount: 12_000 },
      { type: 'OrderReturnRefunded', amount: 0 },
    ]);
  });

  it('waits for word of the delivery, which comes by another way', () => {
    const early = expect.objectContaining({ code: 'order.not-delivered-yet' }) as Error;
    const confirmed = AnOrder.placed().split();
    expect(() => back(confirmed, [1])).toThrow(early);
    expect(() => back(confirmed.pickedUp(0), [1])).toThrow(early);
    const one = confirmed.delivered(0);
    expect(back(one, [1]).types).toEqual(['OrderLinesReturned']);
    expect(() => back(one, [1, 1])).toThrow(early);
    expect(back(one.delivered(1), [1, 1]).event('OrderLinesReturned').lines).toHaveLength(2);
  });

  it('does not wait for what will never be delivered', () => {
    const { shipmentId, lines } = AnOrder.placed().confirmed().shipment(0);
    const loss = (order: AnOrder) =>
      order.after(recordLoss, new ShipmentLost({ orderId: order.id, shipmentId, lines: [...lines] }));
    expect(back(loss(AnOrder.placed().confirmed().pickedUp()), [1]).events).toMatchObject([
      { type: 'OrderFactNoted' },
      { type: 'OrderReturnRefunded', returnId: 'ret_1', amount: 0 },
    ]);
  });

  it('counts once, and never more than was delivered', () => {
    const order = back(delivered(), [1]);
    expect(back(order, [1]).ignored).toBe('this return is counted');
    const much = back(order, [5], 'ret_2');
    expect(much.event('OrderLinesReturned').lines).toEqual([{ lineId: '1', quantity: 1 }]);
    const none = back(much, [1], 'ret_3');
    expect(none.types).toEqual(['OrderFactNoted', 'OrderReturnRefunded']);
    expect(back(none, [1], 'ret_3').ignored).toBe('this return is counted');
  });
});

describe('a return before everything has left', () => {
  const first = () => AnOrder.placed().split().pickedUp(0).captured().delivered(0);

  it('gives back all of it: what has not left is paid for when it leaves', () => {
    const one = back(first(), [1]);
    expect(one.event('RefundRequested').amount).toBe(4_000);
    const rest = one.refunded().pickedUp(1);
    expect(rest.event('PaymentCaptureRequested').amount).toBe(12_000 - 8_727);
    expect(open(rest.captured().order)).toBe(0);
  });

  it('holds back what cannot be had any more when the rest leaves', () => {
    const order = first();
    const { paymentId } = order.order.payment;
    const fact = new PaymentReleased({ orderId: order.id, paymentId, voided: 1, refunded: 0 });
    const released = order.after(recordPaymentRelease, fact);
    expect(back(released, [1]).event('RefundRequested').amount).toBe(8_727 - 8_000);
  });

  it('keeps a deduction when the rest is cancelled', () => {
    const shirts = { lineId: '1', sku: 'SHIRT', quantity: 2, disposition: 'restock' as const };
    const lines = [{ ...shirts, deduction: 3_000, deductionReason: 'traces of use' }];
    const order = first();
    const inspected = order.after(takeReturn, new ReturnInspected({ orderId: order.id, returnId: 'ret_1', lines }));
    expect(inspected.event('RefundRequested').amount).toBe(5_000);
    const cancelled = inspected
      .refunded()
      .cancelled({ lines: [{ lineId: '2', quantity: 1 }] })
      .voided(1);
    expect(cancelled.event('OrderCancelled').amount).toBe(4_000);
    const done = cancelled.refunded().order;
    expect([captured(done) - refunded(done), open(done)]).toEqual([3_000, 0]);
  });

  it('is answered however many others wait for the same capture', () => {
    const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 20, unitPrice: 500 }];
    const many = Array.from({ length: 12 }, (_, index) => `ret_${index}`);
    const waiting = AnOrder.placed({ lines, charges: [], tenders: [{ method: 'card', amount: 10_000 }] });
    const order = many.reduce((all, returnId) => back(all, [1], returnId), waiting.confirmed().pickedUp().delivered());
    const refunds = order.captured().events.filter(({ type }) => type === 'RefundRequested');
    expect(refunds.map((event) => 'returnId' in event && event.returnId)).toEqual(many);
  });
});
