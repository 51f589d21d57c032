import { deriveId, DomainError } from '@entrepot/kernel';
import type { PlaceOrder } from '@entrepot/contracts/orders';
import { aBody, MERCHANT } from '../../test/builders';
import { submittedOrder } from './submitted-order';

const name = { source: 'webshop', sourceOrderId: 'W-1' };
const submit = (change: Partial<PlaceOrder> = {}) =>
  submittedOrder(aBody(change), name, { id: MERCHANT, shortagePolicy: 'cancel' });

function refusal(change: Partial<PlaceOrder>): DomainError {
  try {
    submit(change);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a submitted order', () => {
  it('is named by merchant, source and the name that the source gave it', () => {
    expect(submit().orderId).toBe(deriveId('ord', MERCHANT, 'webshop', 'W-1'));
  });

  it('gets names for lines and tenders, and defaults for what was left out', () => {
    const order = submit({
      lines: [
        { sku: 'A', quantity: 1, unitPrice: 400 },
        { sku: 'B', quantity: 1, unitPrice: 600 },
      ],
      charges: undefined as never,
      tenders: [
        { method: 'card', amount: 900 },
        { method: 'boleto', amount: 100 },
      ],
    });
    expect(order.lines.map(({ lineId }) => lineId)).toEqual(['1', '2']);
    expect(order.tenders).toEqual([
      { tenderId: 't1', method: 'card', amount: 900, capture: 'manual', heldBy: 'psp' },
      { tenderId: 't2', method: 'boleto', amount: 100, capture: 'immediate', heldBy: 'psp' },
    ]);
    expect(order).toMatchObject({ charges: [], shortagePolicy: 'cancel', total: 1_000, freight: 0 });
  });

  it('has the same fingerprint whichever way it comes and whatever was left out, another for other content', () => {
    const { contentHash } = submit();
    expect(submit({ lines: aBody().lines.map(({ lineId: _id, ...line }) => line) }).contentHash).toBe(contentHash);
    expect(submit({ notes: 'gift' }).contentHash).not.toBe(contentHash);
    expect(submit({ occurredAt: '2026-01-01T00:00:00Z' }).contentHash).not.toBe(contentHash);
  });

  it('is refused when the tenders do not add up to the total', () => {
    const { code, details, errors } = refusal({ tenders: [{ method: 'card', amount: 11_000 }] });
    expect([code, details, errors[0]?.field]).toEqual([
      'order.tenders-differ',
      { total: 12_000, tenders: 11_000 },
      'tenders',
    ]);
  });

  it('costs nothing and has no tenders', () => {
    const lines = [{ sku: 'A', quantity: 1, unitPrice: 0 }];
    expect(submit({ lines, charges: [], tenders: [] }).total).toBe(0);
  });

  it.each<[Partial<PlaceOrder>, string]>([
    [{ lines: [aBody().lines[0]!, aBody().lines[0]!] }, 'lines[1].lineId'],
    [{ tenders: [aBody().tenders[0]!, aBody().tenders[0]!] }, 'tenders[1].tenderId'],
    [{ charges: [{ type: 'freight', amount: 1, lineId: '7' }] }, 'charges[0].lineId'],
    [{ charges: [{ type: 'discount', amount: 20_000 }] }, 'charges'],
    [{ lines: [{ sku: 'A', quantity: 1_000_000, unitPrice: 1_000_000_000_000 }] }, 'lines'],
    [
      {
        lines: [{ sku: 'A', quantity: 1, unitPrice: 1_000_000_000_000 }],
        charges: [{ type: 'freight', amount: 1 }],
        tenders: [
          { method: 'card', amount: 1_000_000_000_000 },
          { method: 'voucher', amount: 1 },
        ],
      },
      'charges',
    ],
    [
      {
        lines: [
          { sku: 'A', quantity: 1_000_000, unitPrice: 1 },
          { sku: 'A', quantity: 1, unitPrice: 1 },
        ],
      },
      'lines[1].quantity',
    ],
  ])('is refused when it contradicts itself (%#)', (change, field) => {
    const { code, errors } = refusal(change);
    expect([code, errors.map((error) => error.field)]).toEqual(['order.invalid', [field]]);
  });

  it('is refused when it says of other charges what only taxes have', () => {
    const charges = [
      { type: 'freight' as const, amount: 1_000, rate: 190_000 },
      { type: 'discount' as const, amount: 0, included: true },
    ];
    const { code, errors } = refusal({ charges });
    expect([code, errors.map(({ field, rule }) => [field, rule])]).toEqual([
      'order.invalid',
      [
        ['charges[0].rate', 'tax-only'],
        ['charges[1].included', 'tax-only'],
      ],
    ]);
  });
});
