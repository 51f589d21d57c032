import { spreadOf, spreads } from './spread';

describe('the spread of runs', () => {
  it('is the middle one with the least and the most', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
    expect(spreadOf([4, 1])).toEqual({ median: 2.5, min: 1, max: 4 });
    expect(spreadOf([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100 });
  });

  it('is taken of every number that all runs have, wherever it stands', () => {
    const first = { ordersPerSecond: 100, latencyMs: { p99: 7 }, statuses: { '201': 5, '503': 1 }, text: 'x' };
    const second = { ordersPerSecond: 110, latencyMs: { p99: 9 }, statuses: { '201': 6 }, cpu: null };
    expect(spreads([first, second])).toEqual({
      ordersPerSecond: { median: 105, min: 100, max: 110 },
      'latencyMs.p99': { median: 8, min: 7, max: 9 },
      'statuses.201': { median: 5.5, min: 5, max: 6 },
    });
  });
});
