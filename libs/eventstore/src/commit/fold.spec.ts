import { defineStream } from '@entrepot/kernel';
import { recordId, type CommitRecord } from '../index';
import { CauseMemory } from './cause-memory';
import { fold, unborn } from './fold';
import { FoldCache } from './fold-cache';
import { weigh } from './weight';

const Counter = defineStream<number, { type: 'Counted' }>({
  kind: 'counter',
  initial: 0,
  evolve: (count) => count + 1,
});

const record = (version: number): CommitRecord => ({
  _id: recordId('m/counter/c', version),
  merchantId: 'm',
  kind: 'counter',
  key: 'c',
  version,
  at: '2024-05-01T10:00:00.000Z',
  cause: { source: 's', position: [version, 0] },
  events: [{ type: 'Counted' }],
});

const folded = (version: number) => ({ version, state: version, memory: CauseMemory.EMPTY });

describe('folding', () => {
  it('rule 7: refuses records that do not follow without a gap', () => {
    expect(fold(Counter, unborn(Counter), [record(1), record(2)])).toMatchObject({ version: 2, state: 2 });
    expect(() => fold(Counter, unborn(Counter), [record(1), record(3)])).toThrow('does not follow version 1');
    expect(() => fold(Counter, unborn(Counter), [record(2)])).toThrow('does not follow version 0');
  });
});

describe('the cache of folds', () => {
  it('keeps the newer fold, whichever comes last', () => {
    const cache = new FoldCache(10);
    cache.put('s', folded(5));
    cache.put('s', folded(4));
    expect(cache.get('s')?.version).toBe(5);
  });

  it('drops the stream that was not used for the longest time', () => {
    const cache = new FoldCache(2);
    cache.put('a', folded(1));
    cache.put('b', folded(1));
    cache.get('a');
    cache.put('c', folded(1));
    expect(['a', 'b', 'c'].filter((stream) => cache.get(stream) !== undefined)).toEqual(['a', 'c']);
  });

  it('does not keep that a stream is not there', () => {
    const cache = new FoldCache(2);
    cache.put('a', folded(0));
    expect(cache.get('a')).toBeUndefined();
  });
});

describe('weighing', () => {
  it.each([
    ['a text', 'äöü€😀'],
    ['numbers', { a: 1, b: -2.5, c: Number.MAX_SAFE_INTEGER }],
    ['lists and fields', { list: [1, 'two', [null, true, { three: 3 }]], absent: undefined }],
  ])('estimates the bytes of the JSON of %s, never far off', (_, value) => {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    expect(weigh(value)).toBeGreaterThanOrEqual(bytes);
    expect(weigh(value)).toBeLessThan(3 * bytes + 20);
  });

  it.each<[string, unknown]>([
    ['a date', { at: new Date() }],
    ['a map', { map: new Map() }],
    ['a big integer', { n: 1n }],
    ['a function', { call: () => 1 }],
    ['no number', { n: NaN }],
    ['endless numbers', { n: Infinity }],
    ['bytes', { bytes: Buffer.from('x') }],
    ['a hole in a list', { list: [undefined] }],
    ['NUL in a field name', { 'a\0b': 1 }],
  ])('refuses what a database would give back as something else: %s', (_, value) => {
    expect(() => weigh(value)).toThrow('cannot hold');
  });

  it('refuses what is nested without end', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => weigh(circle)).toThrow('nested deeper');
  });
});
