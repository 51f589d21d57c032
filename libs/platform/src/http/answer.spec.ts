import { respondTo, respondWith } from './answer';

describe('the version of an answer', () => {
  it('is another one once somebody was erased, so that nobody goes on showing what was kept of before', () => {
    const before = respondWith({ id: 'o1', name: 'Ana' }, 3);
    const after = respondWith({ id: 'o1', erased: true }, 3);
    expect([before.headers['ETag'], after.headers['ETag']]).toEqual(['"3"', '"3-erased"']);
    const acted = { kind: 'committed' as const, version: 4, state: {}, events: [] };
    expect(respondTo(acted, { id: 'o1', erased: true }).headers['ETag']).toBe('"4-erased"');
    expect(respondTo(acted, undefined).headers['ETag']).toBe('"4"');
  });
});
