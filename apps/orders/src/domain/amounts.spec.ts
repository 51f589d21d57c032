import { AnOrder } from '../../test/an-order';
import { amountOf, handedOverWorth, shareOf, worth } from './amounts';

const pieces = (lineId: string, quantity: number) => ({ lineId, quantity });

describe('the share of pieces', () => {
  it('adds up to the value of the line, however it is cut', () => {
    const line = { value: 100, quantity: 3 };
    expect([1, 2, 3].map((quantity) => shareOf(line, quantity))).toEqual([33, 66, 100]);
  });

  it('is exact for the largest amounts', () => {
    expect(shareOf({ value: 999_999_999_999, quantity: 1_000_000 }, 999_999)).toBe(999_998_999_999);
  });
});

describe('the amount of pieces that go', () => {
  it('is their share; the freight goes with the last piece', () => {
    const { order } = AnOrder.placed();
    expect(amountOf(order, [pieces('1', 1)])).toBe(4_000);
    expect(amountOf(order, [pieces('1', 2)])).toBe(8_000);
    expect(amountOf(order, [pieces('1', 2), pieces('2', 1)])).toBe(12_000);
  });

  it('is all that is left for the last pieces, whatever went before', () => {
    const { order } = AnOrder.placed().cancelled({ lines: [pieces('1', 2)] });
    expect(worth(order)).toBe(4_000);
    expect(amountOf(order, [pieces('2', 1)])).toBe(4_000);
  });

  it('is never more than is left, where discounts took more than a line was worth', () => {
    const charges = [{ type: 'discount' as const, amount: 10_000, lineId: '1' }];
    const { order } = AnOrder.placed({ charges, tenders: [{ method: 'card', amount: 1_000 }] });
    expect(amountOf(order, [pieces('2', 1)])).toBe(1_000);
  });
});

describe('the worth of what was handed over', () => {
  const two = AnOrder.placed().split();

  it('is nothing before, a part after the first parcel, everything after the last', () => {
    expect(handedOverWorth(two.order)).toBe(0);
    const one = two.pickedUp(0);
    expect(handedOverWorth(one.order)).toBe(Math.floor((12_000 * 8_000) / 11_000));
    expect(handedOverWorth(one.pickedUp(1).order)).toBe(12_000);
  });

  it('is everything when what is not handed over was cancelled', () => {
    const rest = two
      .pickedUp(0)
      .cancelled({ lines: [pieces('2', 1)] })
      .voided(1);
    expect([handedOverWorth(rest.order), worth(rest.order)]).toEqual([9_000, 9_000]);
  });
});
