import type { ChangeLines } from '@entrepot/contracts/orders';
import { AnOrder } from '../../test/an-order';
import { given, POLICY } from '../../test/builders';
import { previewChange } from './change-lines';

const LAMP = { sku: 'LAMP', quantity: 1, unitPrice: 2_500 };
const MUG_GONE = { lines: [{ lineId: '2', quantity: 1 }] };

const preview = ({ id, order }: AnOrder, body: Omit<ChangeLines, 'reason'>) =>
  previewChange(order, { orderId: id, body: { reason: 'less', ...body } }, { policy: POLICY, given: given() });

describe('what a change of lines would come to', () => {
  const paidAtOnce = () =>
    AnOrder.placed({ tenders: [{ tenderId: 't1', method: 'boleto', amount: 12_000 }] })
      .routed()
      .reserved()
      .paidAtOnce('t1', 12_000)
      .paid(12_000);
  const oneShirtLess = { change: [{ lineId: '1', quantity: 1 }] };

  it('does not tell again of what was given back before, or is being given back', () => {
    expect(preview(paidAtOnce(), oneShirtLess).toRefund).toBe(4_000);
    const asked = paidAtOnce().cancelled(MUG_GONE).voided();
    expect(asked.event('RefundRequested').amount).toBe(3_000);
    for (const order of [asked, asked.refunded()]) {
      expect(preview(order, oneShirtLess)).toMatchObject({ worthAfter: 5_000, toRefund: 4_000, toPay: 0 });
      const more = preview(order, { add: [LAMP], tender: { method: 'card' } });
      expect(more).toMatchObject({ worthAfter: 11_500, toRefund: 0, toPay: 2_500 });
    }
    const less = asked.refunded().changed(oneShirtLess);
    expect(less.voided(1).event('RefundRequested').amount).toBe(4_000);
  });
});
