import { aCard, aVoucher, PaymentStory } from '../../test/payment-story';

const captured = () => {
  const story = new PaymentStory()
    .started(aVoucher('voucher', 1000), aCard('card', 3000))
    .authorised('voucher', 'card');
  story.captureAsked('cap_1', 4000);
  story.captureEnded('voucher');
  story.captureEnded('card');
  return story;
};

describe('refunding', () => {
  it('gives back in reverse order of capture', () => {
    const story = captured();
    expect(story.refundAsked('ref_1', 3500)).toEqual(['TenderRefundRequested']);
    expect(story.latest('TenderRefundRequested')).toMatchObject({ tenderId: 'card', amount: 3000, requested: 3500 });
    expect(story.refundEnded('card')).toEqual(['TenderRefunded', 'LedgerPosted', 'TenderRefundRequested']);
    expect(story.latest('TenderRefundRequested')).toMatchObject({ tenderId: 'voucher', amount: 500 });
    expect(story.refundEnded('voucher')).toEqual(['TenderRefunded', 'LedgerPosted', 'PaymentRefunded']);
    expect(story.latest('PaymentRefunded')).toMatchObject({ refundId: 'ref_1', amount: 3500 });
  });

  it('gives back what several captures of one tender brought in one refund', () => {
    const story = new PaymentStory().started(aCard('t1', 3000)).authorised('t1');
    story.captureAsked('cap_1', 1000);
    story.captureEnded('t1');
    story.captureAsked('cap_2', 2000);
    story.captureEnded('t1');
    story.refundAsked('ref_1', 2500);
    expect(story.latest('TenderRefundRequested')).toMatchObject({ amount: 2500 });
    story.refundEnded('t1');
    story.refundAsked('ref_2', 400);
    story.refundEnded('t1');
    expect(story.all('PaymentRefunded').map((event) => event.amount)).toEqual([2500, 400]);
  });

  it('never gives back more than was captured', () => {
    const story = captured();
    story.refundAsked('ref_1', 9999);
    story.refundEnded('card');
    story.refundEnded('voucher');
    expect(story.latest('PaymentRefunded')).toMatchObject({ amount: 4000, shortfall: 5999 });
    expect(story.refundAsked('ref_2', 1)).toEqual(['PaymentRefunded']);
    expect(story.latest('PaymentRefunded')).toMatchObject({ amount: 0, shortfall: 1 });
  });

  it('takes the rest from another capture when the provider refuses one', () => {
    const story = captured();
    story.refundAsked('ref_1', 800);
    expect(story.refundEnded('card', { kind: 'refused', reason: 'card-closed' })).toEqual([
      'TenderRefundFailed',
      'TenderInquiryRequested',
      'TenderRefundRequested',
    ]);
    story.refundEnded('voucher');
    expect(story.latest('PaymentRefunded')).toMatchObject({ amount: 800 });
  });

  it('keeps the books where a marketplace holds the money, without a call', () => {
    const story = new PaymentStory().started(aCard('t1', 4990, { heldBy: 'marketplace' }));
    expect(story.refundAsked('ref_1', 990)).toEqual([
      'PaymentRequestQueued',
      'TenderRefunded',
      'LedgerPosted',
      'PaymentRefunded',
    ]);
    expect(story.latest('LedgerPosted').entries).toEqual([
      { account: 'orders:refunded', debit: 990, credit: 0 },
      { account: 'receivable:marketplace', debit: 0, credit: 990 },
    ]);
    expect(story.refundAsked('ref_1', 990)).toBe('this refund was asked for before');
    expect(story.current.queue).toEqual([]);
    expect(story.current.running).toBeUndefined();
  });

  it('waits for a capture that is under way, because it cannot know yet how much there is', () => {
    const story = new PaymentStory().started(aCard('t1', 3000)).authorised('t1');
    story.captureAsked('cap_1', 3000);
    expect(story.refundAsked('ref_1', 3000)).toEqual(['PaymentRequestQueued']);
    expect(story.captureEnded('t1')).toContain('TenderRefundRequested');
    story.refundEnded('t1');
    expect(story.latest('PaymentRefunded')).toMatchObject({ refundId: 'ref_1', amount: 3000 });
  });
});
