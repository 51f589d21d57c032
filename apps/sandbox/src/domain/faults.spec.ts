import { Faults } from './faults';

const call = { target: 'psp', operation: 'authorise', reference: 'pay_1:t1', amount: 500, method: 'card' } as const;

describe('faults', () => {
  it('does nothing while no dial is turned', () => {
    expect(new Faults().of(call)).toBeUndefined();
  });

  it('applies a rule to matching calls, so many times', () => {
    const faults = new Faults();
    faults.add({ target: 'psp', operation: 'authorise', match: { amount: 500 }, action: 'hang', times: 2 });
    expect(faults.of({ ...call, amount: 501 })).toBeUndefined();
    expect([faults.of(call), faults.of(call), faults.of(call)]).toEqual(['hang', 'hang', undefined]);
  });

  it('refuses a rule that would never do anything', () => {
    const faults = new Faults();
    const rule = { action: 'error', times: 1 } as const;
    expect(() => faults.add({ ...rule, target: 'carrier', operation: 'capture' })).toThrow('nobody asks the carrier');
    expect(() => faults.add({ ...rule, target: 'psp', operation: 'capture', action: 'decline' })).toThrow(
      'only authorise and book can be declined',
    );
    expect(faults.rules).toEqual([]);
    faults.add({ ...rule, target: 'carrier', operation: 'book', action: 'decline' });
    expect(faults.rules).toHaveLength(1);
  });

  it('declines the methods that the dials name', () => {
    const faults = new Faults();
    faults.dials = { psp: { declineMethods: ['voucher'] } };
    expect(faults.of(call)).toBeUndefined();
    expect(faults.of({ ...call, method: 'voucher' })).toBe('decline');
  });

  it('meets the same calls with the same faults again after a reset', () => {
    const faults = new Faults();
    const run = () => {
      faults.reset();
      faults.dials = { psp: { errorRate: 0.3 } };
      return Array.from({ length: 50 }, () => faults.of(call));
    };
    const first = run();
    expect(run()).toEqual(first);
    expect(first).toContain('error');
    expect(first).toContain(undefined);
  });
});
