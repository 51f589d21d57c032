import { compiledValidator } from '@entrepot/contracts';
import { OrderIntakeRejected } from '@entrepot/contracts/orders';
import { DomainError } from '@entrepot/kernel';
import { problemOf, readable } from './intake-problem';

const isSendable = (problem: ReturnType<typeof problemOf>) =>
  compiledValidator(OrderIntakeRejected, { strict: true })(new OrderIntakeRejected({ messageId: 'm', problem }));

describe('the problem document of a rejected message', () => {
  it('says what the HTTP door would say', () => {
    const error = new DomainError('order.tenders-differ', { total: 5, tenders: 4 }, [
      { field: 'tenders', rule: 'sum', message: 'must add up to 5' },
    ]);
    expect(problemOf(error)).toEqual({
      type: 'urn:entrepot:problem:order.tenders-differ',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'order.tenders-differ',
      detail: 'The total is 5, the tenders add up to 4',
      errors: [{ field: 'tenders', rule: 'sum', message: 'must add up to 5' }],
    });
    expect(problemOf(new DomainError('order.conflict'))).toMatchObject({ status: 409, title: 'Conflict' });
    expect(problemOf(new DomainError('request.invalid'))).toMatchObject({ status: 400, title: 'Bad Request' });
  });

  it('can always be sent, whatever a stranger wrote', () => {
    const field = `lines[0].${'\u0000\ud800'.repeat(2_000)}`;
    const errors = Array.from({ length: 300 }, () => ({ field, rule: 'x'.repeat(200), message: '\u0007' }));
    expect(isSendable(problemOf(new DomainError('request.invalid', {}, errors)))).toEqual([]);
  });
});

describe('what a stranger wrote', () => {
  it('is made readable and cut to length', () => {
    expect(readable(' a\u0000b\n ')).toBe('a?b?');
    expect(readable('😀'.repeat(300))).toBe('😀'.repeat(200));
    expect([readable(5), readable('  '), readable(undefined)]).toEqual([undefined, undefined, undefined]);
  });
});
