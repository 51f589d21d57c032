import { restartedSince } from './processes';

describe('processes that were started again', () => {
  it('are those whose label has another process now', () => {
    expect(
      restartedSince({ orders: 1, payments: 2, kafka: undefined }, () => ({ orders: 1, payments: 2, kafka: 3 })),
    ).toEqual([]);
    expect(restartedSince({ orders: 1, payments: 2 }, () => ({ orders: 7, payments: 2 }))).toEqual(['orders']);
  });

  it('are not known of a system that somebody else started', () => {
    expect(restartedSince({}, () => ({}))).toEqual([]);
  });
});
