import { aCard, atProvider, aVoucher, PaymentStory } from '../../test/payment-story';

describe('releasing a payment', () => {
  it('voids what is authorised', () => {
    const story = new PaymentStory().started(aVoucher('t1', 1000), aCard('t2', 3990)).authorised('t1', 't2');
    expect(story.releaseAsked()).toEqual(['PaymentReleaseStarted', 'TenderVoidRequested', 'TenderVoidRequested']);
    expect(story.voidEnded('t1')).toEqual(['TenderVoided']);
    expect(story.voidEnded('t2')).toEqual(['TenderVoided', 'PaymentReleased']);
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 4990, refunded: 0 });
    expect(story.current.status).toBe('released');
  });

  it('keeps captured money of a confirmed payment and voids the rest', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    story.captureEnded('t1');
    story.releaseAsked();
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentReleased']);
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 2990, refunded: 0 });
    expect(story.refundAsked('ref_1', 2000)).toEqual(['TenderRefundRequested']);
  });

  it('waits for an authorisation whose outcome is open: a void must not overtake it', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    expect(story.releaseAsked()).toEqual(['PaymentReleaseStarted']);
    expect(story.answered('t1', atProvider(4990))).toEqual(['TenderAuthorised', 'TenderVoidRequested']);
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentReleased']);
  });

  it('gives captured money back when it was never confirmed', () => {
    const story = new PaymentStory().started(aCard('t1', 4990, { capture: 'immediate' }));
    story.releaseAsked();
    story.paid('t1');
    expect(story.refundEnded('t1')).toEqual(['TenderRefunded', 'LedgerPosted', 'PaymentRefunded', 'PaymentReleased']);
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 0, refunded: 4990 });
  });

  it('tells each part under an id of its own where the provider gives money back in parts', () => {
    const story = new PaymentStory().started(aCard('t1', 4000, { capture: 'immediate' }));
    story.releaseAsked();
    story.paid('t1');
    story.refundEnded('t1', { kind: 'refunded', amount: 2000 });
    story.refundEnded('t1');
    const told = story.all('PaymentRefunded');
    expect(told.map(({ amount }) => amount)).toEqual([2000, 2000]);
    expect(new Set(told.map(({ refundId }) => refundId)).size).toBe(2);
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 0, refunded: 4000 });
  });

  it('ends at once when the provider declines what was being released', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    story.releaseAsked();
    expect(story.answered('t1', { reason: 'card-expired' })).toEqual(['TenderDeclined', 'PaymentReleased']);
  });

  it('voids a tender that the provider has not decided yet', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    story.answered('t1', atProvider(4990, { status: 'pending' }));
    expect(story.releaseAsked()).toEqual(['PaymentReleaseStarted', 'TenderVoidRequested']);
    expect(story.answered('t1', atProvider(4990))).toBe('this tender was decided before');
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentReleased']);
  });

  it('refunds a tender that was paid before its void came', () => {
    const story = new PaymentStory().started(aCard('t1', 4990));
    story.answered('t1', atProvider(4990, { status: 'pending' }));
    story.releaseAsked();
    expect(
      story.voidEnded('t1', { kind: 'overtaken', payment: atProvider(4990, { status: 'captured', captured: 4990 }) }),
    ).toEqual(['TenderAuthorised', 'TenderCaptured', 'LedgerPosted', 'PaymentCaptured', 'TenderRefundRequested']);
    story.refundEnded('t1');
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 0, refunded: 4990 });
  });

  it('waits for a capture that is under way', () => {
    const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    story.captureAsked('cap_1', 2000);
    expect(story.releaseAsked()).toEqual(['PaymentRequestQueued']);
    expect(story.captureEnded('t1')).toEqual([
      'TenderCaptured',
      'LedgerPosted',
      'PaymentCaptured',
      'PaymentReleaseStarted',
      'TenderVoidRequested',
    ]);
  });

  it('answers a release of a payment with nothing to release, whatever became of it', () => {
    const declined = new PaymentStory().started(aCard('t1', 4990));
    declined.answered('t1', { reason: 'card-expired' });
    expect(declined.releaseAsked()).toEqual(['PaymentReleaseStarted', 'PaymentReleased']);
    expect(declined.current.status).toBe('declined');
    const released = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
    released.releaseAsked();
    expect(released.releaseAsked()).toBe('its release was asked for before and is still being worked on');
    released.voidEnded('t1');
    expect(released.releaseAsked()).toEqual(['PaymentReleaseStarted', 'PaymentReleased']);
    expect(released.latest('PaymentReleased')).toMatchObject({ voided: 0, refunded: 0 });
  });

  it('says so when captured money cannot be given back', () => {
    const story = new PaymentStory().started(aCard('t1', 4990, { capture: 'immediate' }));
    story.releaseAsked();
    story.paid('t1');
    expect(story.refundEnded('t1', { kind: 'refused', reason: 'card-closed' })).toEqual([
      'TenderRefundFailed',
      'TenderInquiryRequested',
      'PaymentReleased',
    ]);
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 0, refunded: 0 });
    expect(story.refundAsked('ref_1', 4990)).toEqual(['TenderRefundRequested']);
  });
});
