import type { OrderCharge, PlaceOrder, PlaceOrderLine, PlaceOrderTender } from '@entrepot/contracts/orders';
import fc from 'fast-check';
import { totalsOf } from '../../src/domain/valuation';
import { aBody } from '../builders';

const line: fc.Arbitrary<PlaceOrderLine> = fc.record({
  sku: fc.constantFrom('SHIRT', 'MUG', 'LAMP', 'SET'),
  quantity: fc.integer({ min: 1, max: 4 }),
  unitPrice: fc.oneof(fc.integer({ min: 1, max: 9_999 }), fc.constant(0)),
});

const charge: fc.Arbitrary<OrderCharge> = fc.record(
  {
    type: fc.constantFrom('freight' as const, 'surcharge' as const, 'discount' as const, 'tax' as const),
    amount: fc.integer({ min: 0, max: 3_000 }),
    lineId: fc.constantFrom('1'),
  },
  { requiredKeys: ['type', 'amount'] },
);

/** Valid orders of all kinds: mixed tenders, discounts, free lines, one SKU in several lines. */
export const anyBody: fc.Arbitrary<PlaceOrder> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    charges: fc.array(charge, { maxLength: 3 }),
    shortagePolicy: fc.constantFrom('cancel' as const, 'backorder' as const, 'ship-available' as const),
    cut: fc.integer({ min: 1, max: 99 }),
    capture: fc.constantFrom('manual' as const, 'immediate' as const),
  })
  .filter(({ lines, charges }) => totalOf(lines, charges) >= 0)
  .map(({ lines, charges, shortagePolicy, cut, capture }) =>
    aBody({ lines, charges, shortagePolicy, tenders: tendersOf(totalOf(lines, charges), cut, capture) }),
  );

function totalOf(lines: readonly PlaceOrderLine[], charges: readonly OrderCharge[]): number {
  return totalsOf(
    lines.map((entry, index) => ({ ...entry, lineId: String(index + 1) })),
    charges,
  ).total;
}

function tendersOf(total: number, cut: number, capture: 'manual' | 'immediate'): PlaceOrderTender[] {
  const first = Math.floor((total * cut) / 100);
  const tenders: PlaceOrderTender[] = [
    { method: 'voucher', amount: first, capture },
    { method: 'card', amount: total - first },
  ];
  return tenders.filter(({ amount }) => amount > 0);
}

/** Long enough for an order's whole life; fast-check would make short ones by itself. */
export const anyTape = fc.array(fc.nat(719), { minLength: 20, maxLength: 240, size: 'max' });
