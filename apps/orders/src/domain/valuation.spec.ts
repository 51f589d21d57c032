import { taxesIncluded, totalsOf, valuesOf } from './valuation';

const line = (lineId: string, quantity: number, unitPrice: number) => ({ lineId, quantity, unitPrice });

describe('the totals of an order', () => {
  it('are lines, freight and surcharges less discounts', () => {
    const totals = totalsOf(
      [line('1', 3, 500), line('2', 1, 250)],
      [
        { type: 'freight', amount: 100 },
        { type: 'surcharge', amount: 30, lineId: '1' },
        { type: 'discount', amount: 80 },
        { type: 'discount', amount: 20, lineId: '2' },
      ],
    );
    expect(totals).toEqual({
      linesTotal: 1_750,
      ...{ freight: 100, surcharges: 30, discounts: 100, taxes: 0, total: 1_780 },
    });
  });
});

describe('taxes', () => {
  const added = { type: 'tax' as const, amount: 190, rate: 190_000 };
  const contained = { ...added, amount: 160, included: true };

  it('add to the total unless the prices contain them', () => {
    expect(totalsOf([line('1', 1, 1_000)], [added, contained])).toMatchObject({ taxes: 190, total: 1_190 });
    expect(taxesIncluded([added, contained, { type: 'freight', amount: 5 }])).toBe(160);
  });

  it('are shared by what the lines cost after discounts, and given up with them', () => {
    const charges = [{ type: 'discount' as const, amount: 100 }, added, contained];
    expect(valuesOf([line('1', 1, 900), line('2', 1, 200)], charges)).toEqual([973, 217]);
    expect(valuesOf([line('1', 1, 900), line('2', 1, 200)], [{ ...added, lineId: '2' }])).toEqual([900, 390]);
    expect(valuesOf([line('1', 1, 900)], [{ ...contained, lineId: '1' }])).toEqual([900]);
  });

  it('on nothing but freight belong to no line', () => {
    expect(valuesOf([line('1', 1, 0)], [{ type: 'freight', amount: 100 }, added])).toEqual([0]);
  });
});

describe('the value of lines', () => {
  it('is their price with their own charges', () => {
    const charges = [
      { type: 'surcharge' as const, amount: 30, lineId: '1' },
      { type: 'discount' as const, amount: 50, lineId: '2' },
    ];
    expect(valuesOf([line('1', 1, 500), line('2', 2, 250)], charges)).toEqual([530, 450]);
  });

  it('bears the discounts on the whole order by price, and neither its freight nor its surcharges', () => {
    const charges = [
      { type: 'discount' as const, amount: 100 },
      { type: 'freight' as const, amount: 70 },
      { type: 'surcharge' as const, amount: 30 },
    ];
    expect(valuesOf([line('1', 1, 300), line('2', 1, 100)], charges)).toEqual([225, 75]);
  });

  it('is never below nothing, however large the discounts', () => {
    expect(valuesOf([line('1', 1, 300)], [{ type: 'discount', amount: 400, lineId: '1' }])).toEqual([0]);
    expect(valuesOf([line('1', 1, 300), line('2', 1, 0)], [{ type: 'discount', amount: 900 }])).toEqual([0, 0]);
  });
});
