import type { AnyEvent } from '@entrepot/kernel';
import { judgeHot, Outcomes, type HotFacts } from './verdict';

const level = (onHand: number, reserved: number) => ({ onHand, reserved, available: onHand - reserved });

const good: HotFacts = {
  attempts: 5,
  units: 2,
  outcomes: { granted: 2, refused: 3, both: 0 },
  stream: level(2, 2),
  view: level(2, 2),
  ledger: [level(2, 0), level(2, 1), level(2, 2)],
  parked: 0,
  deadLetters: 0,
};

describe('the report of the hot SKU', () => {
  it('balances when all units and no more are given away', () => {
    expect(judgeHot(good)).toMatchObject({ balanced: true, problems: [], leastAvailable: 0 });
    const plenty = {
      attempts: 1,
      outcomes: { granted: 1, refused: 0, both: 0 },
      stream: level(2, 1),
      view: level(2, 1),
    };
    expect(judgeHot({ ...good, ...plenty, ledger: good.ledger.slice(0, 2) })).toMatchObject({ balanced: true });
  });

  it.each([
    ['an attempt without an answer', { outcomes: { granted: 2, refused: 2, both: 0 } }, 'refused: 2 instead of 3'],
    ['one grant too many', { outcomes: { granted: 3, refused: 2, both: 0 } }, 'granted: 3 instead of 2'],
    ['two answers', { outcomes: { granted: 2, refused: 3, both: 1 } }, 'granted and refused: 1 instead of 0'],
    ['a view behind', { view: level(2, 1) }, 'available in the view: 1 instead of 0'],
    ['no row', { view: undefined }, 'on hand in the view: nothing instead of 2'],
    [
      'a ledger below zero',
      { ledger: [level(2, 0), level(2, 3), level(2, 2)] },
      'the ledger went down to -1 available',
    ],
    ['an entry too many', { ledger: [...good.ledger, level(2, 2)] }, 'entries of the ledger: 4 instead of 3'],
    ['something parked', { parked: 1 }, 'parked: 1 instead of 0'],
  ])('does not with %s', (_, facts, problem) => {
    const report = judgeHot({ ...good, ...facts });
    expect(report.balanced).toBe(false);
    expect(report.problems).toContain(problem);
  });
});

describe('the outcomes of attempts', () => {
  const event = (type: string, reservationId: string) => ({ type, reservationId }) as unknown as AnyEvent;

  it('are counted once for each reservation of the run', () => {
    const outcomes = new Outcomes((id) => id.startsWith('a-'));
    const told = [event('StockReserved', 'a-1'), event('StockReserved', 'a-1'), event('StockReserved', 'b-1')];
    for (const each of [...told, event('StockReservationRefused', 'a-2'), event('StockReleased', 'a-3')]) {
      outcomes.hear(each);
    }
    expect(outcomes.counts()).toEqual({ granted: 1, refused: 1, both: 0 });
    expect(outcomes.answered).toBe(2);
  });
});
