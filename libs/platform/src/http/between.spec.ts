import { between } from './between';

describe('the condition between two moments', () => {
  it('has them as times are recorded, whatever zone they were told in', () => {
    expect(between('2026-03-02T09:00:00+08:00', '2026-03-02T09:00:00.5Z')).toEqual({
      gte: '2026-03-02T01:00:00.000Z',
      lt: '2026-03-02T09:00:00.500Z',
    });
    expect(between()).toBeUndefined();
  });

  it('holds for every moment where they are the ends of time', () => {
    const { gte = '', lt = '' } = between('0000-01-01T00:00:00+14:00', '9999-12-31T23:59:59-03:00') ?? {};
    const recorded = '2026-03-02T09:00:00.000Z';
    expect([gte <= recorded, recorded < lt]).toEqual([true, true]);
  });
});
