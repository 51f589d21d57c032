import { compiledValidator } from '@entrepot/contracts';
import { Journal } from '../domain/journal';
import { ParcelBook } from '../domain/parcel-book';
import { capture, refund, voidPayment } from '../domain/payment';
import { PaymentBook } from '../domain/payment-book';
import { CarrierEvents, CarrierShipment } from './carrier.answers';
import { PspPayment } from './psp.answers';
import { CallsAnswer } from './sandbox.answers';

const NOW = '2026-03-02T10:00:00.000Z';
const errorsOf = (shape: new () => object, answer: object) =>
  compiledValidator(shape, { strict: true })(JSON.parse(JSON.stringify(answer)));

describe('what the sandbox answers is what /openapi.json says', () => {
  it('payments', () => {
    const asked = { orderReference: 'o', amount: 1_000, currency: 'EUR', method: 'card', capture: false, metadata: {} };
    const book = new PaymentBook();
    const { payment } = book.create({ ...asked, reference: 'a' }, 'accept', NOW);
    capture(payment, { reference: 'c1', amount: 400 });
    refund(payment, { reference: 'r1', amount: 100 });
    voidPayment(payment, 'v1');
    expect(errorsOf(PspPayment, payment)).toEqual([]);
    expect(errorsOf(PspPayment, book.create({ ...asked, reference: 'b' }, 'decline', NOW).payment)).toEqual([]);
  });

  it('parcels', () => {
    const book = new ParcelBook(1);
    const { parcel } = book.book('s', { merchantId: 'm' }, NOW);
    const events = book.advance(parcel.trackingNumber, { to: 'DELIVERED', steps: true }, NOW);
    expect(errorsOf(CarrierShipment, parcel)).toEqual([]);
    expect(errorsOf(CarrierEvents, { events })).toEqual([]);
  });

  it('calls', () => {
    const journal = new Journal();
    journal.add({ at: NOW, target: 'psp', operation: 'capture', reference: 'c1', outcome: 'done' });
    expect(errorsOf(CallsAnswer, { counters: journal.counters(), items: journal.newest(5) })).toEqual([]);
  });
});
