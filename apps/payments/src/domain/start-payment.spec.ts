import { aCard, aVoucher, PaymentStory } from '../../test/payment-story';

describe('starting a payment', () => {
  it('asks the provider for every declared tender at once', () => {
    const story = new PaymentStory();
    expect(story.asked([aVoucher('t1', 1000), aCard('t2', 3990, { reference: 'tok_1' })])).toEqual([
      'PaymentStarted',
      'TenderAuthorisationRequested',
      'TenderAuthorisationRequested',
    ]);
    expect(story.latest('TenderAuthorisationRequested', 't2')).toMatchObject({
      amount: 3990,
      currency: 'EUR',
      capture: 'manual',
      instrument: 'tok_1',
    });
    expect(story.current.status).toBe('authorising');
  });

  it('needs no provider for money that a marketplace holds: it is booked as paid and the payment is authorised', () => {
    const story = new PaymentStory();
    expect(story.asked([aCard('t1', 4990, { heldBy: 'marketplace', reference: 'amz-1' })])).toEqual([
      'PaymentStarted',
      'TenderPaid',
      'LedgerPosted',
      'PaymentCaptured',
      'PaymentAuthorised',
    ]);
    expect(story.latest('LedgerPosted').entries).toEqual([
      { account: 'receivable:marketplace', debit: 4990, credit: 0 },
      { account: 'orders:captured', debit: 0, credit: 4990 },
    ]);
    expect(story.latest('PaymentAuthorised')).toMatchObject({ amount: 4990, captured: 4990 });
  });

  it('authorises a payment of nothing at once', () => {
    const story = new PaymentStory();
    expect(story.asked([aCard('t1', 0)])).toEqual(['PaymentStarted', 'PaymentAuthorised']);
  });

  it('declines at once when the tenders do not cover the total', () => {
    const story = new PaymentStory();
    expect(story.asked([aCard('t1', 4000)], 4990)).toEqual(['PaymentStarted', 'PaymentDeclined']);
    expect(story.current.status).toBe('declined');
  });

  it('ignores the same request when it comes again, and refuses another one for the same payment', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    expect(story.asked([aCard('t1', 4990)])).toBe('this payment was started by the same request');
    expect(() => story.asked([aCard('t1', 1000)])).toThrow('payment.conflict');
  });

  it('refuses two tenders with one id', () => {
    expect(() => new PaymentStory().asked([aCard('t1', 10), aCard('t1', 20)])).toThrow('payment.tenders-invalid');
  });
});
