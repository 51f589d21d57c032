import { capture, refund, voidPayment } from './payment';
import { PaymentBook } from './payment-book';

const NOW = '2026-03-02T10:00:00Z';
const request = {
  reference: 'pay_1:t1',
  orderReference: 'ord_1',
  amount: 1000,
  currency: 'BRL',
  method: 'card',
  capture: false,
};

describe('the payment provider', () => {
  it('charges a reference once, however often it is asked', () => {
    const book = new PaymentBook();
    const first = book.create(request, 'accept', NOW);
    const second = book.create(request, 'accept', NOW);
    expect(first.made).toBe(true);
    expect(second).toEqual({ payment: first.payment, made: false });
    expect(book.all()).toHaveLength(1);
  });

  it('refuses a reference that is used again for another amount', () => {
    const book = new PaymentBook();
    book.create(request, 'accept', NOW);
    expect(() => book.create({ ...request, amount: 999 }, 'accept', NOW)).toThrow('another amount');
  });

  it.each([
    [{ currency: 'EUR' }, 'another currency'],
    [{ method: 'boleto' }, 'another method'],
    [{ orderReference: 'ord_2' }, 'another order'],
  ])('refuses one that is used again with %o: another order would be taken for paid', (other, message) => {
    const book = new PaymentBook();
    book.create(request, 'accept', NOW);
    expect(() => book.create({ ...request, ...other }, 'accept', NOW)).toThrow(message);
  });

  it('takes no other amount for a repeat, and moves nothing for an amount of nothing', () => {
    const { payment } = new PaymentBook().create(request, 'accept', NOW);
    capture(payment, { reference: 'c1', amount: 600 });
    expect(() => capture(payment, { reference: 'c1', amount: 601 })).toThrow('another amount: 600');
    refund(payment, { reference: 'r1', amount: 100 });
    expect(() => refund(payment, { reference: 'r1', amount: 99 })).toThrow('another amount: 100');
    expect(() => capture(payment, { reference: 'c2', amount: 0 })).toThrow('above 0');
    expect(() => refund(payment, { reference: 'r2', amount: 0 })).toThrow('above 0');
    expect(payment).toMatchObject({ capturedAmount: 600, refundedAmount: 100 });
  });

  it('captures in parts, each reference once, never more than was authorised', () => {
    const { payment } = new PaymentBook().create(request, 'accept', NOW);
    expect(capture(payment, { reference: 'c1', amount: 600 })).toBe(true);
    expect(capture(payment, { reference: 'c1', amount: 600 })).toBe(false);
    expect(() => capture(payment, { reference: 'c2', amount: 500 })).toThrow('At most 400');
    expect(payment.capturedAmount).toBe(600);
  });

  it('voids what is not captured and refuses to capture it afterwards', () => {
    const { payment } = new PaymentBook().create(request, 'accept', NOW);
    expect(voidPayment(payment, 'v1')).toBe(true);
    expect(payment.status).toBe('voided');
    expect(() => capture(payment, { reference: 'c1', amount: 1 })).toThrow('voided');
    expect(() => voidPayment(payment, 'v2')).toThrow('Nothing is left');
  });

  it('refunds at most what was captured, each reference once', () => {
    const { payment } = new PaymentBook().create({ ...request, capture: true }, 'accept', NOW);
    expect(refund(payment, { reference: 'r1', amount: 700 })).toBe(true);
    expect(refund(payment, { reference: 'r1', amount: 700 })).toBe(false);
    expect(() => refund(payment, { reference: 'r2', amount: 400 })).toThrow('At most 300');
    expect(refund(payment, { reference: 'r3', amount: 300 })).toBe(true);
    expect(payment.status).toBe('refunded');
  });

  it('leaves a payment voided that was let go of before it was decided', () => {
    const book = new PaymentBook();
    const { payment } = book.create(request, 'pending', NOW);
    voidPayment(payment, 'v1');
    expect(book.settle(payment.id, 'accept').status).toBe('voided');
  });

  it('decides a pending payment later, once', () => {
    const book = new PaymentBook();
    const { payment } = book.create(request, 'pending', NOW);
    expect(payment.status).toBe('pending');
    expect(book.settle(payment.id, 'decline').status).toBe('declined');
    expect(() => book.settle(payment.id, 'accept')).toThrow('not pending');
  });
});
