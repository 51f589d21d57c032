import { aCard, atProvider, PaymentStory } from '../../test/payment-story';
import { heedNotice } from './heed-notice';
import { settleInquiry } from './settle-inquiry';

/** A payment whose tender is asked about, a minute after its last call. */
function asked(story: PaymentStory): PaymentStory {
  story.now = '2026-03-01T10:01:00.000Z';
  story.when(heedNotice, {
    type: 'ProviderNoticeReceived',
    provider: 'psp',
    noticeId: 'evt_1',
    paymentId: 'pay_1',
    providerReference: 'psp_t1',
    kind: 'refunded',
    amount: 4990,
    currency: 'EUR',
    occurredAt: story.now,
  });
  return story;
}

const found = (story: PaymentStory, more: Parameters<typeof atProvider>[1]) =>
  story.when(settleInquiry, {
    intent: story.latest('TenderInquiryRequested'),
    outcome: { kind: 'found', payment: atProvider(4990, { providerReference: 'psp_t1', ...more }) },
  });

describe('the answer to an inquiry', () => {
  it('closes a refund whose call never answered', () => {
    const story = new PaymentStory().started(aCard('t1', 4990, { capture: 'immediate' })).paid('t1');
    story.refundAsked('ref_1', 990);
    const { reference } = story.latest('TenderRefundRequested');
    const refunds = [{ reference, amount: 990 }];
    expect(found(asked(story), { status: 'captured', captured: 4990, refunded: 990, refunds })).toEqual([
      'TenderRefunded',
      'LedgerPosted',
      'TenderInquiryAnswered',
      'PaymentRefunded',
    ]);
  });

  it('closes a void whose call never answered', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.releaseAsked();
    expect(found(asked(story), { status: 'voided' })).toEqual([
      'TenderVoided',
      'TenderInquiryAnswered',
      'PaymentReleased',
    ]);
  });

  it('leaves an operation open that the provider has not heard of, and asks again when it has ended', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 4990);
    expect(found(asked(story), {})).toEqual(['TenderInquiryAnswered']);
    expect(story.statusOf('t1')).toBe('capturing');
    expect(story.captureEnded('t1')).toContain('TenderInquiryRequested');
  });

  it('does not count a capture twice that it tells once more', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    story.captureEnded('t1');
    const { reference } = story.latest('TenderCaptureRequested');
    const told = { status: 'captured', captured: 2000, captures: [{ reference, amount: 2000 }] } as const;
    expect(found(asked(story), told)).toEqual(['TenderInquiryAnswered']);
  });

  it('changes nothing when it is older than what is known', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    story.captureEnded('t1');
    expect(found(asked(story), {})).toEqual(['TenderInquiryAnswered']);
  });

  it('tells what happened by hand too when it closes a refund', () => {
    const story = new PaymentStory().started(aCard('t1', 4990, { capture: 'immediate' })).paid('t1');
    story.refundAsked('ref_1', 990);
    const { reference } = story.latest('TenderRefundRequested');
    const refunds = [
      { reference: 'hand-back', amount: 500 },
      { reference, amount: 990 },
    ];
    found(asked(story), { status: 'captured', captured: 4990, refunded: 1490, refunds });
    expect(story.all('PaymentRefunded').map(({ amount }) => amount)).toEqual([500, 990]);
    expect(story.latest('TenderRefunded')).toMatchObject({ amount: 500, reference: 'hand-back' });
  });

  it('tells what happened by hand too when it closes a capture', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    const { reference } = story.latest('TenderCaptureRequested');
    const captures = [
      { reference, amount: 2000 },
      { reference: 'by-hand', amount: 700 },
    ];
    found(asked(story), { status: 'captured', captured: 2700, voided: 2290, captures });
    expect(story.all('PaymentCaptured').map(({ amount }) => amount)).toEqual([700, 2000]);
    expect(story.latest('TenderVoided')).toMatchObject({ amount: 2290, reason: 'voided-by-provider' });
  });

  it('tells what happened by hand too when it closes a void', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    story.captureEnded('t1');
    story.releaseAsked();
    const { reference } = story.latest('TenderCaptureRequested');
    const told = { status: 'voided', captured: 2000, captures: [{ reference, amount: 2000 }], refunded: 300 } as const;
    found(asked(story), told);
    expect(story.all('PaymentRefunded').map(({ amount }) => amount)).toEqual([300]);
  });
});
