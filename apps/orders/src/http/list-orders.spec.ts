import { whereOf } from './list-orders';

describe('which orders are listed', () => {
  it.each([
    [{}, undefined],
    [{ sourceOrderId: 'A-17' }, 'A-17'],
    [{ q: '17' }, { contains: '17' }],
    [{ sourceOrderId: 'A-17', q: 'a-1' }, 'A-17'],
    [{ sourceOrderId: 'A-17', q: '18' }, { in: [] }],
  ])('those whose name fits all that is asked for: %j', (filter, expected) => {
    expect(whereOf(filter).sourceOrderId).toEqual(expected);
  });
});
