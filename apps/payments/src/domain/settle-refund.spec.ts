import { aCard, PaymentStory } from '../../test/payment-story';

const refunding = () => {
  const story = new PaymentStory().started(aCard('t1', 4990, { capture: 'immediate' })).paid('t1');
  story.refundAsked('ref_1', 990);
  return story;
};

describe('the outcome of a refund', () => {
  it('is recorded, booked and announced', () => {
    const story = refunding();
    expect(story.refundEnded('t1')).toEqual(['TenderRefunded', 'LedgerPosted', 'PaymentRefunded']);
    expect(story.latest('LedgerPosted').entries).toEqual([
      { account: 'orders:refunded', debit: 990, credit: 0 },
      { account: 'receivable:psp', debit: 0, credit: 990 },
    ]);
  });

  it('is told as a shortfall when the provider refused, and how the payment stands is asked', () => {
    const story = refunding();
    expect(story.refundEnded('t1', { kind: 'refused', reason: 'card-closed' })).toEqual([
      'TenderRefundFailed',
      'TenderInquiryRequested',
      'PaymentRefunded',
    ]);
    expect(story.latest('PaymentRefunded')).toMatchObject({ amount: 0, shortfall: 990 });
  });

  it('counts once', () => {
    const story = refunding();
    story.refundEnded('t1');
    expect(story.refundEnded('t1')).toBe('the outcome of this refund is known');
  });

  it('is a failure when the provider says that it gave back nothing: the same is not asked again', () => {
    const story = refunding();
    expect(story.refundEnded('t1', { kind: 'refunded', amount: 0 })).toEqual([
      'TenderRefundFailed',
      'TenderInquiryRequested',
      'PaymentRefunded',
    ]);
  });
});
