import { defineErrors, describeError, DomainError } from './domain-error';

const errors = defineErrors({
  'order.not-found': { kind: 'not-found', message: 'No order {orderId}' },
  'order.too-late': { kind: 'conflict', message: 'Order {orderId} is {status} since {since.at}; {missing}' },
});

describe('a refusal', () => {
  const refusal = new DomainError('order.not-found', { orderId: 'ord_1' }, [
    { field: 'orderId', rule: 'known', message: 'is not known' },
  ]);

  it('is an error that says its code', () => {
    expect(refusal).toBeInstanceOf(Error);
    expect(String(refusal)).toBe('DomainError: order.not-found');
  });

  it('carries details and the fields at fault', () => {
    expect(refusal.details).toEqual({ orderId: 'ord_1' });
    expect(refusal.errors[0]?.field).toBe('orderId');
  });

  it('has neither unless given', () => {
    expect(new DomainError('order.not-found')).toMatchObject({ details: {}, errors: [] });
  });
});

describe('the message of a refusal', () => {
  it('names the details', () => {
    expect(describeError(errors['order.not-found'], { orderId: 'ord_1' })).toBe('No order ord_1');
  });

  it('shows other values as JSON and leaves what it does not know', () => {
    expect(describeError(errors['order.too-late'], { orderId: 7, status: { a: null } })).toBe(
      'Order 7 is {"a":null} since {since.at}; {missing}',
    );
  });

  it('tells a list with commas', () => {
    expect(describeError(errors['order.not-found'], { orderId: ['A', 'B'] })).toBe('No order A, B');
  });

  it('takes a detail literally, braces and dollars included', () => {
    expect(describeError(errors['order.not-found'], { orderId: '{orderId} $& $1' })).toBe('No order {orderId} $& $1');
  });
});
