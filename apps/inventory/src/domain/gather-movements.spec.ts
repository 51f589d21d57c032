import type { StockImportLine } from '@entrepot/contracts/inventory';
import { gatherMovements } from './gather-movements';

function gathered(...lines: Partial<StockImportLine>[]) {
  const faults: string[] = [];
  const numbered = lines.map((line, index) => {
    const common = { kind: 'receipt' as const, placeId: 'p1', sku: 'A' };
    return { ...common, ...line, line: index + 2 };
  });
  const movements = gatherMovements(numbered, 'sim_1', {
    add: (line, field, rule) => void faults.push(`${line} ${field} ${rule}`),
  });
  return { movements, faults };
}

describe('the movements of a file', () => {
  it('are one for every adjustment, count and receipt; lines of a receipt add up', () => {
    const { movements, faults } = gathered(
      { id: 'r-1', quantity: 2, reference: 'PO 1' },
      { kind: 'adjustment', id: 'a-1', delta: -1, cause: 'theft', reason: 'gone', user: 'u-7' },
      { id: 'r-1', quantity: 3, sku: 'B', reference: 'PO 1' },
      { kind: 'count', counted: 9 },
      { quantity: 1, occurredAt: '2026-01-01T00:00:00Z' },
      { kind: 'count', id: 'r-1', counted: 1, expected: 2 },
    );
    expect(faults).toEqual([]);
    const lines = [
      { sku: 'A', quantity: 2 },
      { sku: 'B', quantity: 3 },
    ];
    const theft = { delta: -1, cause: 'theft', reason: 'gone', user: 'u-7' };
    expect(movements).toEqual([
      { line: 2, receipt: { receiptId: 'r-1', placeId: 'p1', lines, reference: 'PO 1' } },
      { line: 3, adjustment: { adjustmentId: 'a-1', placeId: 'p1', sku: 'A', ...theft } },
      { line: 5, count: { countId: 'sim_1.5', placeId: 'p1', sku: 'A', counted: 9 } },
      {
        line: 6,
        receipt: {
          ...{ receiptId: 'sim_1.6', placeId: 'p1', occurredAt: '2026-01-01T00:00:00Z' },
          lines: [{ sku: 'A', quantity: 1 }],
        },
      },
      { line: 7, count: { countId: 'r-1', placeId: 'p1', sku: 'A', counted: 1, expected: 2 } },
    ]);
  });

  it('are refused where a line lacks what its kind needs, has what it cannot have, or contradicts an earlier one', () => {
    expect(
      gathered(
        {},
        { kind: 'adjustment', delta: 1 },
        { kind: 'count', counted: 1, quantity: 1 },
        { quantity: 1, reason: 'x' },
        { id: 'r', quantity: 1 },
        { id: 'r', quantity: 1, placeId: 'p2' },
        { kind: 'count', id: 'c', counted: 1 },
        { kind: 'count', id: 'c', counted: 1 },
      ).faults,
    ).toEqual([
      '2 quantity required',
      '3 cause required',
      '4 quantity alone',
      '5 reason alone',
      '7 placeId contradiction',
      '9 id unique',
    ]);
    const long = Array.from({ length: 501 }, () => ({ id: 'r', quantity: 1 }));
    expect(gathered(...long).faults).toEqual(['502 id maxItems']);
  });
});
