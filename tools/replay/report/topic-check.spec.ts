import { outOfOrder } from './topic-check';

const id = (stream: string, version: number, index = 0) =>
  `m/order/${stream}/${String(version).padStart(10, '0')}#${index}`;

describe('the order of a partition', () => {
  it('is kept where copies come again', () => {
    expect(outOfOrder([id('1', 1), id('1', 2), id('2', 1), id('1', 1), id('1', 2), id('1', 3)])).toEqual([]);
  });

  it('is broken where an event comes first after a later one of its stream', () => {
    expect(outOfOrder([id('1', 2), id('2', 1), id('1', 1)])).toEqual([id('1', 1)]);
  });

  it('goes by numbers also inside of one decision', () => {
    expect(outOfOrder([id('1', 9, 2), id('1', 9, 10), id('1', 10)])).toEqual([]);
    expect(outOfOrder([id('1', 9, 10), id('1', 9, 2)])).toEqual([id('1', 9, 2)]);
  });
});
