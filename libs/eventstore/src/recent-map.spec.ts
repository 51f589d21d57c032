import { RecentMap } from './recent-map';

describe('a map of recent keys', () => {
  it('keeps the last keys, and not many more', () => {
    const map = new RecentMap<number>(100);
    let missing = 0;
    for (let key = 0; key < 2_000; key += 1) {
      map.set(String(key), key);
      for (let recent = Math.max(0, key - 99); recent <= key; recent += 1) {
        if (map.get(String(recent)) !== recent) missing += 1;
      }
    }
    expect(missing).toBe(0);
    const kept = Array.from({ length: 2_000 }, (_, key) => map.has(String(key))).filter(Boolean);
    expect(kept.length).toBeLessThanOrEqual(200);
  });

  it('gives the last value of a key, and forgets on demand', () => {
    const map = new RecentMap<number>(2);
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['a', 4],
    ] as const)
      map.set(key, value);
    expect(map.get('a')).toBe(4);
    map.delete('a');
    expect(map.get('a')).toBeUndefined();
    map.clear();
    expect(map.has('c')).toBe(false);
  });
});
