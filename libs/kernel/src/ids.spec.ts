import { contentHash, deriveId } from './ids';

describe('a derived id', () => {
  it('is a prefix and 26 letters and digits that cannot be mistaken for others', () => {
    expect(deriveId('ord', 'm1', 'shop', '1001')).toMatch(/^ord_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('never changes for the same parts: streams are named by it', () => {
    expect(deriveId('ord', 'm1', 'shop', '1001')).toBe('ord_xz7v9jmv3ap7zezqrmm2xh6qyy');
  });

  it('keeps parts, and texts and numbers, apart', () => {
    const ids = [
      deriveId('a', 'ab', 'c'),
      deriveId('a', 'a', 'bc'),
      deriveId('a', 'abc'),
      deriveId('a', 'a","b'),
      deriveId('a', 'a', 'b'),
      deriveId('a', 1),
      deriveId('a', '1'),
      deriveId('a'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a content hash', () => {
  it('is equal for equal content in any order of fields', () => {
    expect(contentHash({ a: 1, b: { c: [1, 2], d: null } })).toBe(contentHash({ b: { d: null, c: [1, 2] }, a: 1 }));
  });

  it('takes a field that is undefined for absent, as JSON does', () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
    expect(contentHash([undefined])).toBe(contentHash([null]));
  });

  it.each<[unknown, unknown]>([
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{}, []],
    [null, {}],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: { b: 1 } }, { 'a.b': 1 }],
    [new Date(0), new Date(1)],
  ])('tells %j from %j', (one, other) => expect(contentHash(one)).not.toBe(contentHash(other)));

  it('is refused for what is nested without end, at the same depth however deep the stack already is', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
    const below = (calls: number, work: () => string): string => (calls === 0 ? work() : below(calls - 1, work));
    for (const calls of [0, 3_000]) {
      expect(below(calls, () => contentHash(nested(500)))).toHaveLength(64);
      expect(() => below(calls, () => contentHash(nested(1_000)))).toThrow('nested too deeply');
    }
  });

  it('is 64 hexadecimal digits of SHA-256 over the JSON with sorted fields', () => {
    expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
