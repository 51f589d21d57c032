import { FINAL, statusMoves, type OrderStatus } from './order-status';

const moves = statusMoves();
const statuses = Object.keys(moves) as OrderStatus[];
const next = (status: OrderStatus): OrderStatus[] => [...new Set(Object.values(moves[status]).flat())];

function reachableFrom(start: OrderStatus): Set<OrderStatus> {
  const seen = new Set<OrderStatus>();
  const visit = (status: OrderStatus): void => {
    if (seen.has(status)) return;
    seen.add(status);
    next(status).forEach(visit);
  };
  visit(start);
  return seen;
}

describe('the table of moves', () => {
  it('reaches every status from an order that is not there yet', () => {
    expect([...reachableFrom('none')].sort()).toEqual([...statuses].sort());
  });

  it.each(statuses)('leads from %s to an end', (status) => {
    expect([...reachableFrom(status)].some((reached) => FINAL.includes(reached))).toBe(true);
  });

  it('leads nowhere from an end', () => {
    expect(FINAL.map(next)).toEqual([[], []]);
  });

  it('lets every status before the delivery be cancelled', () => {
    const open = statuses.filter((status) => !['none', 'delivered', 'closed', 'cancelled'].includes(status));
    for (const status of open)
      expect([status, [...reachableFrom(status)]]).toEqual([status, expect.arrayContaining(['cancelled'])]);
  });
});
