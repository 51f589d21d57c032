import type { Request } from 'express';
import { Faults } from '../domain/faults';
import { Journal } from '../domain/journal';
import { PaymentBook } from '../domain/payment-book';
import { FaultDoor } from './fault-door';
import type { PspNotices } from './psp-notices';
import { PspController } from './psp.controller';

const request = {} as Request;
const payment = { orderReference: 'ord_1', amount: 500, currency: 'EUR', method: 'card', capture: false } as const;

describe('the doors of the payment provider', () => {
  const faults = new Faults();
  const book = new PaymentBook();
  const notices = { tell: jest.fn(), tellState: jest.fn(), later: jest.fn() } as unknown as PspNotices;
  const doors = new PspController(book, new FaultDoor(faults, new Journal()), faults, notices);
  beforeEach(() => {
    faults.reset();
    book.restore({ payments: [], deciding: [] });
  });

  it.each([{ orderReference: 'ord_1' }, { amount: 200 }, { method: 'card' }, { reference: 'cap_1' }])(
    'let a capture fail for a rule that asks for %o',
    async (match) => {
      const { id } = await doors.create({ ...payment, reference: 'pay_1' }, request);
      faults.add({ target: 'psp', operation: 'capture', match, action: 'error', times: 1 });
      await expect(doors.capture(id, { reference: 'cap_1', amount: 200 }, request)).rejects.toMatchObject({
        status: 503,
      });
      await expect(doors.capture(id, { reference: 'cap_1', amount: 200 }, request)).resolves.toMatchObject({
        capturedAmount: 200,
      });
    },
  );

  it('foresee that a pending payment is told of', async () => {
    faults.dials = { psp: { pendingRate: 1 } };
    const { id } = await doors.create({ ...payment, reference: 'pay_1' }, request);
    const [[, decide]] = jest.mocked(notices.later).mock.calls as [[number, () => void]];
    expect(book.find(id).status).toBe('pending');
    decide();
    expect(book.find(id).status).toBe('authorised');
    expect(notices.tellState).toHaveBeenCalledWith(book.find(id));
  });

  it('let no call fail for a rule that asks for another order', async () => {
    const { id } = await doors.create({ ...payment, reference: 'pay_1' }, request);
    faults.add({ target: 'psp', operation: 'void', match: { orderReference: 'ord_2' }, action: 'error', times: 1 });
    await expect(doors.void(id, { reference: 'void_1' }, request)).resolves.toMatchObject({ status: 'voided' });
  });
});
