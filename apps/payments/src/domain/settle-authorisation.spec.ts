import { aCard, atProvider, aVoucher, PaymentStory } from '../../test/payment-story';

describe('the outcome of an authorisation', () => {
  it('confirms the payment when it was the last one', () => {
    const story = new PaymentStory().started(aVoucher('t1', 1000), aCard('t2', 3990));
    expect(story.answered('t1', atProvider(1000))).toEqual(['TenderAuthorised']);
    expect(story.answered('t2', atProvider(3990))).toEqual(['TenderAuthorised', 'PaymentAuthorised']);
    expect(story.latest('PaymentAuthorised')).toMatchObject({ amount: 4990, captured: 0 });
  });

  it('books and announces money that was captured at once', () => {
    const story = new PaymentStory().started(aCard('t1', 4990, { method: 'boleto', capture: 'immediate' }));
    expect(story.answered('t1', atProvider(4990, { status: 'captured', captured: 4990 }))).toEqual([
      'TenderPaid',
      'LedgerPosted',
      'PaymentCaptured',
      'PaymentAuthorised',
    ]);
    expect(story.latest('PaymentCaptured')).toMatchObject({ captureId: 't1', amount: 4990 });
    expect(story.latest('PaymentAuthorised')).toMatchObject({ amount: 4990, captured: 4990 });
  });

  it('voids the other tenders when one is declined, and declines the payment after that', () => {
    const story = new PaymentStory().started(aVoucher('t1', 1000), aCard('t2', 3990)).authorised('t1');
    const declined = atProvider(3990, { status: 'declined', declineReason: 'insufficient-funds' });
    expect(story.answered('t2', declined)).toEqual(['TenderDeclined', 'TenderVoidRequested']);
    expect(story.current.status).toBe('declining');
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentDeclined']);
    expect(story.latest('PaymentDeclined')).toMatchObject({ tenderId: 't2', reason: 'insufficient-funds' });
  });

  it('refunds the others where they were captured at once', () => {
    const story = new PaymentStory().started(aVoucher('t1', 1000, { capture: 'immediate' }), aCard('t2', 3990));
    story.paid('t1');
    expect(story.answered('t2', { reason: 'card-expired' })).toEqual(['TenderDeclined', 'TenderRefundRequested']);
    expect(story.refundEnded('t1')).toEqual(['TenderRefunded', 'LedgerPosted', 'PaymentRefunded', 'PaymentDeclined']);
  });

  it('waits for a tender that is still being decided before it gives that back too', () => {
    const story = new PaymentStory().started(aVoucher('t1', 1000), aCard('t2', 3990));
    expect(story.answered('t2', { reason: 'card-expired' })).toEqual(['TenderDeclined']);
    expect(story.answered('t1', atProvider(1000))).toEqual(['TenderAuthorised', 'TenderVoidRequested']);
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentDeclined']);
  });

  it('declines alone when nothing else was asked for', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    expect(story.answered('t1', { reason: 'card-expired' })).toEqual(['TenderDeclined', 'PaymentDeclined']);
  });

  it('notes once that the provider decides later, and takes the decision when it comes', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    const pending = atProvider(4990, { status: 'pending' });
    expect(story.answered('t1', pending)).toEqual(['TenderAuthorisationPending']);
    expect(story.answered('t1', pending)).toBe('the provider has still not decided');
    expect(story.answered('t1', atProvider(4990))).toEqual(['TenderAuthorised', 'PaymentAuthorised']);
  });

  it('ignores a second outcome', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    expect(story.answered('t1', { reason: 'card-expired' })).toBe('this tender was decided before');
  });

  it('takes another amount than agreed for no cover: declines and sends the money back', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    expect(story.answered('t1', atProvider(2000, { status: 'captured', captured: 2000 }))).toEqual([
      'UndeclaredPaymentReceived',
      'TenderCaptured',
      'LedgerPosted',
      'TenderDeclined',
      'TenderRefundRequested',
      'PaymentDeclined',
    ]);
    const { tenderId } = story.latest('TenderRefundRequested');
    expect(story.refundEnded(tenderId)).toEqual(['TenderRefunded', 'LedgerPosted', 'UndeclaredPaymentReturned']);
  });

  it('records a part that the provider captured unasked', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    expect(story.answered('t1', atProvider(4990, { captured: 990, status: 'captured' }))).toEqual([
      'TenderAuthorised',
      'TenderCaptured',
      'LedgerPosted',
      'PaymentCaptured',
      'PaymentAuthorised',
    ]);
  });
});
