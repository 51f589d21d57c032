import { aCard, PaymentStory } from '../../test/payment-story';

const capturing = () => {
  const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
  story.captureAsked('cap_1', 2000);
  return story;
};

describe('the outcome of a capture', () => {
  it('is recorded, booked and announced', () => {
    const story = capturing();
    expect(story.captureEnded('t1')).toEqual(['TenderCaptured', 'LedgerPosted', 'PaymentCaptured']);
    expect(story.latest('LedgerPosted').entries).toEqual([
      { account: 'receivable:psp', debit: 2000, credit: 0 },
      { account: 'orders:captured', debit: 0, credit: 2000 },
    ]);
  });

  it('never counts for more than was asked for', () => {
    const story = capturing();
    story.captureEnded('t1', { kind: 'captured', amount: 9999 });
    expect(story.latest('TenderCaptured').amount).toBe(2000);
  });

  it('tells a shortfall when the provider took less', () => {
    const story = capturing();
    story.captureEnded('t1', { kind: 'captured', amount: 1500 });
    const [first, second] = story.all('TenderCaptureRequested');
    expect(second?.amount).toBe(500);
    expect(second?.reference).not.toBe(first?.reference);
    story.captureEnded('t1', { kind: 'refused', reason: 'expired' });
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 1500, shortfall: 500 });
  });

  it('asks how the payment stands when the provider refused', () => {
    const story = capturing();
    expect(story.captureEnded('t1', { kind: 'refused', reason: 'expired' })).toEqual([
      'TenderCaptureFailed',
      'TenderInquiryRequested',
      'PaymentCaptured',
    ]);
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 0, shortfall: 2000 });
  });

  it('is a failure when the provider says that it took nothing: the same is not asked again', () => {
    const story = capturing();
    expect(story.captureEnded('t1', { kind: 'captured', amount: 0 })).toEqual([
      'TenderCaptureFailed',
      'TenderInquiryRequested',
      'PaymentCaptured',
    ]);
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 0, shortfall: 2000 });
  });
});
