import { aCard, aVoucher, PaymentStory } from '../../test/payment-story';

const mixed = () =>
  new PaymentStory().started(aCard('card', 3000), aVoucher('voucher', 1000)).authorised('card', 'voucher');

describe('capturing', () => {
  it('asks the only tender for the amount and announces it when the provider has it', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    expect(story.captureAsked('cap_1', 2000)).toEqual(['TenderCaptureRequested']);
    expect(story.captureEnded('t1')).toEqual(['TenderCaptured', 'LedgerPosted', 'PaymentCaptured']);
    expect(story.latest('PaymentCaptured')).toEqual({
      type: 'PaymentCaptured',
      paymentId: 'pay_1',
      orderId: 'ord_1',
      captureId: 'cap_1',
      amount: 2000,
    });
    expect(story.statusOf('t1')).toBe('authorised');
  });

  it('captures vouchers before cards, one tender after the other', () => {
    const story = mixed();
    story.captureAsked('cap_1', 1500);
    expect(story.latest('TenderCaptureRequested')).toMatchObject({
      tenderId: 'voucher',
      amount: 1000,
      requested: 1500,
    });
    expect(story.captureEnded('voucher')).toEqual(['TenderCaptured', 'LedgerPosted', 'TenderCaptureRequested']);
    expect(story.latest('TenderCaptureRequested')).toMatchObject({ tenderId: 'card', amount: 500, requested: 1500 });
    expect(story.captureEnded('card')).toContain('PaymentCaptured');
    expect(story.latest('PaymentCaptured')).toMatchObject({ captureId: 'cap_1', amount: 1500 });
  });

  it('takes no more than is authorised and says how much is missing', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 6000);
    story.captureEnded('t1');
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 4990, shortfall: 1010 });
    expect(story.captureAsked('cap_2', 10)).toEqual(['PaymentCaptured']);
    expect(story.latest('PaymentCaptured')).toMatchObject({ captureId: 'cap_2', amount: 0, shortfall: 10 });
  });

  it('goes on with the next tender when the provider refuses one', () => {
    const story = mixed();
    story.captureAsked('cap_1', 1500);
    expect(story.captureEnded('voucher', { kind: 'refused', reason: 'expired' })).toEqual([
      'TenderCaptureFailed',
      'TenderInquiryRequested',
      'TenderCaptureRequested',
    ]);
    story.captureEnded('card');
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 1500 });
  });

  it('lets a second capture wait for the first', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    expect(story.captureAsked('cap_2', 2990)).toEqual(['PaymentRequestQueued']);
    expect(story.captureEnded('t1')).toEqual([
      'TenderCaptured',
      'LedgerPosted',
      'PaymentCaptured',
      'TenderCaptureRequested',
    ]);
    story.captureEnded('t1');
    expect(story.all('PaymentCaptured').map((event) => [event.captureId, event.amount])).toEqual([
      ['cap_1', 2000],
      ['cap_2', 2990],
    ]);
    expect(story.statusOf('t1')).toBe('settled');
  });

  it('waits until the payment is confirmed', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    expect(story.captureAsked('cap_1', 4990)).toEqual(['PaymentRequestQueued']);
    story.authorised('t1');
    expect(story.latest('TenderCaptureRequested')).toMatchObject({ captureId: 'cap_1', amount: 4990 });
  });

  it('captures nothing of a declined payment', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    story.answered('t1', { reason: 'card-expired' });
    expect(story.captureAsked('cap_1', 4990)).toEqual(['PaymentCaptured']);
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 0, shortfall: 4990 });
  });

  it('does a capture once, and refuses its id with another amount', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    expect(story.captureAsked('cap_1', 2000)).toBe('this capture was asked for before');
    story.captureEnded('t1');
    expect(story.captureAsked('cap_1', 2000)).toBe('this capture was asked for before');
    expect(() => story.captureAsked('cap_1', 1)).toThrow('payment.request-conflict');
    expect(story.captureEnded('t1')).toBe('the outcome of this capture is known');
  });

  it('refuses to capture a payment that has not begun', () => {
    expect(() => new PaymentStory().captureAsked('cap_1', 1)).toThrow('payment.not-found');
  });
});
