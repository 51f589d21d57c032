import { recordsIn, type LogEntry } from './committed';
import { delaysOf } from './delays';

const wall = new Date(1_000);
const services = new Map([['x-entrepot-orders.events', 'orders']]);

describe('what the log of the database tells of commits', () => {
  it('is one record of an insert, and all those of a transaction', () => {
    const ns = 'x-entrepot-orders.events';
    const alone: LogEntry = { wall, op: 'i', ns, o: { _id: 'm/order/1/0000000001' } };
    expect(recordsIn(alone, services)).toEqual([{ service: 'orders', recordId: 'm/order/1/0000000001', at: 1_000 }]);
    const applyOps = [
      { op: 'i', ns, o: { _id: 'm/order/1/0000000002' } },
      { op: 'u', ns, o: { _id: 'm/order/1/0000000003' } },
      { op: 'i', ns: 'x-entrepot-orders.tasks', o: { _id: 'm/order/1' } },
      { op: 'i', ns, o: { _id: 'm/order/2/0000000001' } },
    ];
    const together = recordsIn({ wall, op: 'c', ns: 'admin.$cmd', o: { applyOps } }, services);
    expect(together.map(({ recordId }) => recordId)).toEqual(['m/order/1/0000000002', 'm/order/2/0000000001']);
  });

  it('is nothing of other collections and commands', () => {
    expect(recordsIn({ wall, op: 'i', ns: 'x-entrepot-orders.tasks', o: { _id: 'a' } }, services)).toEqual([]);
    expect(recordsIn({ wall, op: 'c', ns: 'admin.$cmd', o: {} }, services)).toEqual([]);
  });
});

describe('the delay of the relay', () => {
  it('is taken of every event of a record, by service', () => {
    const committed = [
      { service: 'orders', recordId: 'm/order/1/0000000001', at: 100 },
      { service: 'payments', recordId: 'm/payment/1/0000000001', at: 100 },
      { service: 'orders', recordId: 'm/order/1/0000000002', at: 105 },
    ];
    const appended = new Map([
      ['m/order/1/0000000001#0', 110],
      ['m/order/1/0000000001#1', 130],
      ['m/payment/1/0000000001#0', 104],
      ['m/order/9/0000000001#0', 999],
    ]);
    expect(delaysOf(committed, appended)).toEqual({
      commitToAppendMs: { p50: 10, p99: 30, p999: 30, max: 30 },
      commitToAppendMsByService: {
        orders: { p50: 10, p99: 30, p999: 30, max: 30 },
        payments: { p50: 4, p99: 4, p999: 4, max: 4 },
      },
      events: 3,
      recordsWithoutEvents: 1,
    });
  });
});
