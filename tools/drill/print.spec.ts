import { promised } from './drill';
import { DRILLS } from './drills/all';
import { listText, outcomeText } from './print';

describe('what the command tells', () => {
  it('lists every drill once, with what it breaks', () => {
    const names = listText(DRILLS)
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(DRILLS.map(({ name }) => name));
  });

  it('says of every promise whether it was kept and what was counted, and closes with the sum', () => {
    const kept = promised('nothing is lost', true, '0 of 10 lost');
    const broken = promised('nothing is doubled', false, '2 of 10 doubled');
    expect(outcomeText('kill', { promised: [kept], figures: {} })).toMatch(/0 of 10 lost\nevery promise was kept$/);
    const text = outcomeText('kill', { promised: [kept, broken], figures: {} });
    expect(text).toContain('BROKEN  nothing is doubled\n        2 of 10 doubled');
    expect(text).toMatch(/1 of 2 promises were broken$/);
  });
});
