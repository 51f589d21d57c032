import { inOrder, type Placed } from './story-order';

const entry = (id: string, at: number, cause?: string): Placed => {
  const [stream = '', version = '1'] = id.split('/');
  const where = { id, stream, version: Number(version), index: 0, at: `2026-01-01T00:00:0${at}.000Z` };
  return cause === undefined ? where : { ...where, cause };
};
const ids = (entries: readonly Placed[]) => inOrder(entries).map(({ id }) => id);

describe('the order of a story', () => {
  it('is that of time', () => {
    expect(ids([entry('b/1', 2), entry('a/1', 1), entry('c/1', 3)])).toEqual(['a/1', 'b/1', 'c/1']);
  });

  it('puts no effect before its cause, whatever their clocks say', () => {
    expect(ids([entry('order/2', 1, 'stock/1'), entry('stock/1', 5, 'order/1'), entry('order/1', 0)])).toEqual([
      ...['order/1', 'stock/1', 'order/2'],
    ]);
    expect(ids([entry('pay/2', 1, 'intent:pay/1'), entry('pay/1', 2)])).toEqual(['pay/1', 'pay/2']);
  });

  it('keeps what happened in one stream in order, whatever its clocks say', () => {
    expect(ids([entry('a/2', 1), entry('a/1', 2), entry('a/3', 0)])).toEqual(['a/1', 'a/2', 'a/3']);
  });

  it('goes on when a cause is not part of the story', () => {
    expect(ids([entry('a/1', 1, 'http:POST /v1/orders')])).toEqual(['a/1']);
  });
});
