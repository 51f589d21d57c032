import * as fc from 'fast-check';
import { ReturnInspected } from '@entrepot/contracts/returns';
import { AnOrder } from '../../test/an-order';
import { worth } from './amounts';
import { captured, open, refunded } from './balance';
import { takeReturn } from './take-return';

const aLine = fc.record({
  lineId: fc.constantFrom('1', '2'),
  quantity: fc.integer({ min: 1, max: 2 }),
  deduction: fc.integer({ min: 0, max: 9_000 }),
  isRefused: fc.boolean(),
});

describe('returns with deductions and refusals', () => {
  it('give back no more than was captured less what is kept, and the sums of the order hold', () => {
    fc.assert(
      fc.property(fc.array(fc.array(aLine, { minLength: 1, maxLength: 3 }), { maxLength: 4 }), (returns) => {
        let order = AnOrder.placed().confirmed().pickedUp().captured().delivered();
        let kept = 0;
        returns.forEach((found, index) => {
          const lines = found.map(({ isRefused, deduction, ...line }) => ({
            ...{ ...line, sku: line.lineId === '1' ? 'SHIRT' : 'MUG' },
            ...(isRefused
              ? { disposition: 'send-back' as const, refusal: 'worn' }
              : { disposition: 'restock' as const, deduction, deductionReason: 'traces of use' }),
          }));
          order = order.after(takeReturn, new ReturnInspected({ orderId: order.id, returnId: `ret_${index}`, lines }));
          if (order.types.includes('OrderLinesReturned')) kept += order.event('OrderLinesReturned').withheld ?? 0;
          if (order.types.includes('RefundRequested')) order = order.refunded();
        });
        expect(open(order.order)).toBe(0);
        expect(order.order.withheld).toBe(kept);
        expect(captured(order.order) - refunded(order.order)).toBe(worth(order.order));
        expect(worth(order.order)).toBeGreaterThanOrEqual(kept);
        const isAllBack = order.order.lines.every((line) => line.returned === line.quantity);
        if (isAllBack) expect(worth(order.order)).toBe(kept);
      }),
    );
  });
});
