import { JumpWatch } from './jump-watch';

const PARTITION = 'shop.order.v1 0';

/** Headers of the event of that version; `previous`: the version that its publisher sent before it. */
const event = (version: number, previous?: number, mayRepeat = false) => ({
  ce_id: `m/order/o1/${String(version).padStart(10, '0')}#0`,
  ...(previous !== undefined && { ce_previous: `${previous}#0` }),
  ...(mayRepeat && { ce_mayrepeat: '1' }),
});

/** What is missing, according to a reader that begins with the first of them. */
function missing(...events: readonly ReturnType<typeof event>[]): string[] {
  const watch = new JumpWatch();
  return events.flatMap((headers) => watch.missing(PARTITION, headers) ?? []);
}

describe('who watches for jumps', () => {
  it('tells of an event whose predecessor never came', () => {
    expect(missing(event(1), event(2, 1), event(4, 3))).toEqual(['3#0']);
  });

  it('concludes nothing from what comes first: what was before it is not known', () => {
    expect(missing(event(5, 4), event(6, 5))).toEqual([]);
  });

  it('concludes nothing from repeats, which may lie behind what followed them', () => {
    expect(missing(event(2, 1, true), event(3, 2, true), event(9, 8))).toEqual([]);
  });

  it('tells of a jump again as soon as something came for the first time', () => {
    expect(missing(event(2, 1, true), event(9, 8), event(11, 10))).toEqual(['10#0']);
  });

  it('takes a repeat of something newer for a sign that it was there', () => {
    expect(missing(event(1), event(3, 2, true), event(4, 3))).toEqual(['2#0']);
  });

  it('is not misled by repeats of what it has seen', () => {
    expect(missing(event(1), event(2, 1), event(1), event(2, 1), event(3, 2))).toEqual([]);
  });
});
