import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { aCard, atProvider, PaymentStory } from '../../test/payment-story';
import { heedNotice } from './heed-notice';
import { settleInquiry, type InquiryOutcome } from './settle-inquiry';

function notice(more: Partial<ProviderNoticeReceived>): ProviderNoticeReceived {
  return {
    type: 'ProviderNoticeReceived',
    provider: 'psp',
    noticeId: 'evt_1',
    paymentId: 'pay_1',
    orderId: 'ord_1',
    providerReference: 'psp_t1',
    kind: 'authorised',
    amount: 4990,
    captured: 0,
    refunded: 0,
    currency: 'EUR',
    occurredAt: '2026-03-01T10:00:00Z',
    ...more,
  };
}

const heed = (story: PaymentStory, more: Partial<ProviderNoticeReceived>) => story.when(heedNotice, notice(more));

function inquired(story: PaymentStory, outcome: InquiryOutcome): string[] | string {
  return story.when(settleInquiry, { intent: story.latest('TenderInquiryRequested'), outcome });
}

const found = (amount: number, more: Parameters<typeof atProvider>[1]): InquiryOutcome => ({
  kind: 'found',
  payment: atProvider(amount, { providerReference: 'psp_t1', ...more }),
});

describe('a notice of the provider', () => {
  it('is early while its payment has not begun', () => {
    expect(() => heed(new PaymentStory(), {})).toThrow('payment.not-found');
  });

  it('needs nothing when it says what is known', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    expect(heed(story, {})).toBe('it says what is known already');
    expect(heed(story, { kind: 'other' })).toBe('it says nothing about money');
    story.captureAsked('cap_1', 4990);
    story.captureEnded('t1');
    expect(heed(story, { kind: 'captured', captured: 4990 })).toBe('it says what is known already');
    expect(heed(story, {})).toBe('it says what is known already');
  });

  it('needs nothing while the call that it tells about is under way, but is asked about when that takes long', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    const { reference: tenderReference } = story.latest('TenderAuthorisationRequested');
    expect(heed(story, { tenderReference })).toBe('the call that it tells about is still under way');
    story.now = '2026-03-01T10:00:06.000Z';
    expect(heed(story, { tenderReference })).toEqual(['TenderInquiryRequested']);
    expect(inquired(story, found(4990, {}))).toEqual([
      'TenderAuthorised',
      'TenderInquiryAnswered',
      'PaymentAuthorised',
    ]);
    expect(story.answered('t1', atProvider(4990))).toBe('this tender was decided before');
  });

  it('is asked about when the provider had not decided', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    story.answered('t1', atProvider(4990, { status: 'pending', providerReference: 'psp_t1' }));
    expect(heed(story, { kind: 'declined' })).toEqual(['TenderInquiryRequested']);
    expect(inquired(story, found(4990, { status: 'declined', declineReason: 'unpaid' }))).toEqual([
      'TenderDeclined',
      'TenderInquiryAnswered',
      'PaymentDeclined',
    ]);
  });

  it('is never believed: the provider is asked and its answer counts', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    expect(heed(story, { kind: 'captured', captured: 4990 })).toEqual(['TenderInquiryRequested']);
    expect(inquired(story, found(4990, {}))).toEqual(['TenderInquiryAnswered']);
    expect(inquired(story, found(4990, {}))).toBe('a later inquiry took its place');
  });

  it('brings in what the provider did without us', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    heed(story, { kind: 'captured', captured: 1000 });
    expect(inquired(story, found(4990, { status: 'captured', captured: 1000 }))).toEqual([
      'TenderCaptured',
      'LedgerPosted',
      'PaymentCaptured',
      'TenderInquiryAnswered',
    ]);
    heed(story, { kind: 'refunded', captured: 1000, refunded: 400 });
    expect(inquired(story, found(4990, { status: 'captured', captured: 1000, refunded: 400 }))).toEqual([
      'TenderRefunded',
      'LedgerPosted',
      'PaymentRefunded',
      'TenderInquiryAnswered',
    ]);
    heed(story, { kind: 'voided', captured: 1000, refunded: 400 });
    inquired(story, found(4990, { status: 'voided', captured: 1000, refunded: 400 }));
    expect(story.latest('TenderVoided')).toMatchObject({ amount: 3990, reason: 'voided-by-provider' });
    expect(story.captureAsked('cap_1', 3990)).toEqual(['PaymentCaptured']);
  });

  it('tells a refund by hand from a capture by hand that goes by the same name', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    heed(story, { kind: 'refunded', captured: 1000, refunded: 400 });
    const captures = [{ reference: 'order-4711', amount: 1000 }];
    const refunds = [{ reference: 'order-4711', amount: 400 }];
    inquired(story, found(4990, { status: 'captured', captured: 1000, refunded: 400, captures, refunds }));
    expect(story.all('PaymentCaptured').map(({ amount }) => amount)).toEqual([1000]);
    expect(story.all('PaymentRefunded').map(({ amount }) => amount)).toEqual([400]);
  });

  it('is asked about once more when it met an operation that it does not explain', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    story.captureEnded('t1');
    story.captureAsked('cap_2', 1000);
    expect(heed(story, { kind: 'refunded', captured: 2000, refunded: 500 })).toEqual(['TenderInquiryRequested']);
    const refunded = { status: 'captured', captured: 2000, refunded: 500 } as const;
    expect(inquired(story, found(4990, refunded))).toEqual(['TenderInquiryAnswered']);
    expect(story.captureEnded('t1')).toContain('TenderInquiryRequested');
    expect(inquired(story, found(4990, { ...refunded, captured: 3000 }))).toContain('TenderRefunded');
  });

  it('settles a capture whose call never answered', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 4990);
    story.now = '2026-03-01T10:01:00.000Z';
    heed(story, { kind: 'captured', captured: 4990 });
    const { reference } = story.latest('TenderCaptureRequested');
    const done = { status: 'captured', captured: 4990, captures: [{ reference, amount: 4990 }] } as const;
    expect(inquired(story, found(4990, done))).toEqual([
      'TenderCaptured',
      'LedgerPosted',
      'TenderInquiryAnswered',
      'PaymentCaptured',
    ]);
  });

  it('gives back a payment that nobody declared', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    expect(heed(story, { kind: 'captured', providerReference: 'psp_9', captured: 500, amount: 500 })).toEqual([
      'TenderInquiryRequested',
    ]);
    const stranger = { providerReference: 'psp_9', status: 'captured', captured: 500, method: 'wallet' } as const;
    expect(inquired(story, found(500, stranger))).toEqual([
      'UndeclaredPaymentReceived',
      'TenderCaptured',
      'LedgerPosted',
      'TenderInquiryAnswered',
      'TenderRefundRequested',
    ]);
    const { tenderId } = story.latest('UndeclaredPaymentReceived');
    expect(story.refundEnded(tenderId)).toEqual(['TenderRefunded', 'LedgerPosted', 'UndeclaredPaymentReturned']);
    expect(story.latest('LedgerPosted').entries).toEqual([
      { account: 'suspense:undeclared', debit: 500, credit: 0 },
      { account: 'receivable:psp', debit: 0, credit: 500 },
    ]);
    expect(heed(story, { kind: 'refunded', providerReference: 'psp_9', captured: 500, refunded: 500 })).toBe(
      'it says what is known already',
    );
    expect(story.all('PaymentRefunded')).toEqual([]);
  });

  it('lets go of what a payment that nobody declared still holds, although all that was captured is back', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    heed(story, { kind: 'refunded', providerReference: 'psp_9', captured: 200, refunded: 200, amount: 500 });
    const stranger = { providerReference: 'psp_9', status: 'captured', captured: 200, refunded: 200 } as const;
    inquired(story, found(500, { ...stranger, voided: 0 }));
    expect(story.latest('TenderVoidRequested')).toMatchObject({ providerReference: 'psp_9', amount: 300 });
    story.voidEnded(story.latest('UndeclaredPaymentReceived').tenderId);
    expect(story.latest('UndeclaredPaymentReturned')).toMatchObject({ voided: 300, refunded: 200 });
  });

  it('gives back a second payment under our own reference, and leaves the first one as it is', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    const { reference: tenderReference } = story.latest('TenderAuthorisationRequested');
    heed(story, { kind: 'captured', providerReference: 'psp_9', tenderReference, captured: 4990 });
    const second = { providerReference: 'psp_9', status: 'captured', captured: 4990 } as const;
    expect(inquired(story, found(4990, second))).toContain('UndeclaredPaymentReceived');
    expect(story.latest('TenderRefundRequested')).toMatchObject({ providerReference: 'psp_9', amount: 4990 });
    expect(story.all('PaymentCaptured')).toEqual([]);
    expect(story.captureAsked('cap_1', 4990)).toEqual(['TenderCaptureRequested']);
  });

  it('gives back a second payment that was asked about before the first one was known', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    const { reference: tenderReference } = story.latest('TenderAuthorisationRequested');
    story.now = '2026-03-01T10:00:06.000Z';
    heed(story, { kind: 'captured', providerReference: 'psp_9', tenderReference, captured: 4990 });
    story.authorised('t1');
    const second = { providerReference: 'psp_9', status: 'captured', captured: 4990 } as const;
    expect(inquired(story, found(4990, second))).toContain('UndeclaredPaymentReceived');
    expect(story.latest('TenderRefundRequested')).toMatchObject({ providerReference: 'psp_9', amount: 4990 });
  });

  it('gives back an authorisation that succeeded after it was declined', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    story.answered('t1', { reason: 'card-expired' });
    const { reference: tenderReference } = story.latest('TenderAuthorisationRequested');
    expect(heed(story, { tenderReference, kind: 'declined' })).toBe('it says what is known already');
    expect(heed(story, { tenderReference })).toEqual(['TenderInquiryRequested']);
    expect(inquired(story, found(4990, {}))).toEqual([
      'UndeclaredPaymentReceived',
      'TenderInquiryAnswered',
      'TenderVoidRequested',
    ]);
    expect(story.voidEnded(story.latest('TenderVoidRequested').tenderId)).toEqual([
      'TenderVoided',
      'UndeclaredPaymentReturned',
    ]);
  });

  it('means nothing when the provider does not know the payment', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    heed(story, { kind: 'captured', providerReference: 'psp_9' });
    expect(inquired(story, { kind: 'absent' })).toEqual(['TenderInquiryAnswered']);
  });
});
