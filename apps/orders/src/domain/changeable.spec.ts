import { DomainError } from '@entrepot/kernel';
import type { ChangeLines, OrderCharge, PlaceOrderTender } from '@entrepot/contracts/orders';
import { AnOrder } from '../../test/an-order';

const LAMP = { sku: 'LAMP', quantity: 1, unitPrice: 2_500 };

function refusal(order: AnOrder, body: Omit<ChangeLines, 'reason'>): string[] {
  try {
    order.changed(body);
  } catch (error) {
    if (error instanceof DomainError) return [error.code, ...error.errors.map(({ field, rule }) => `${field} ${rule}`)];
    throw error;
  }
  return [];
}

/** An order of so many free lines, and what pays for its freight. */
function long(lines: number, tenders: number, charges: OrderCharge[] = []): AnOrder {
  const cards = Array.from({ length: tenders }, (): PlaceOrderTender => ({ method: 'card', amount: 10 }));
  return AnOrder.placed({
    lines: Array.from({ length: lines }, (_, index) => ({ sku: `SKU-${index}`, quantity: 2, unitPrice: 0 })),
    charges: [{ type: 'freight', amount: 10 * tenders }, ...charges],
    tenders: cards,
  });
}

describe('an order that is changed', () => {
  it('has no more lines than can be asked for at once, cancelled ones counted', () => {
    const order = long(499, 1);
    expect(refusal(order, { add: [LAMP] })).toEqual([]);
    expect(refusal(order, { add: [LAMP, LAMP] })).toEqual(['order.change-invalid', 'add maxItems']);
    expect(refusal(order.confirmed(), { add: [LAMP, LAMP] })).toEqual(['order.change-invalid', 'add maxItems']);
    const fewer = long(500, 1).cancelled({ lines: [{ lineId: '7', quantity: 2 }] });
    expect(refusal(fewer, { add: [LAMP] })).toEqual(['order.change-invalid', 'add maxItems']);
    expect(refusal(fewer, { change: [{ lineId: '1', quantity: 3 }] })).toEqual([]);
  });

  it('has no more charges than it can show', () => {
    const tax: OrderCharge = { type: 'tax', amount: 1, included: true };
    const order = long(
      1,
      1,
      Array.from({ length: 498 }, () => tax),
    );
    expect(refusal(order, { add: [LAMP], charges: [tax] })).toEqual([]);
    expect(refusal(order, { add: [LAMP], charges: [tax, tax] })).toEqual(['order.change-invalid', 'charges maxItems']);
  });

  it('has no more tenders than a payment can be asked for with', () => {
    expect(refusal(long(1, 49), { add: [LAMP] })).toEqual([]);
    expect(refusal(long(1, 50), { add: [LAMP] })).toEqual(['order.change-invalid', 'tender maxItems']);
    expect(refusal(long(1, 50), { add: [{ ...LAMP, unitPrice: 0 }] })).toEqual([]);
  });
});
