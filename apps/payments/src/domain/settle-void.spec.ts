import { aCard, atProvider, PaymentStory } from '../../test/payment-story';

const voiding = () => {
  const story = new PaymentStory().started(aCard('t1', 4990)).authorised('t1');
  story.releaseAsked();
  return story;
};

describe('the outcome of a void', () => {
  it('leaves nothing authorised', () => {
    const story = voiding();
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentReleased']);
    expect(story.latest('TenderVoided').amount).toBe(4990);
    expect(story.voidEnded('t1')).toBe('the outcome of this void is known');
  });

  it('records money that was captured before it came', () => {
    const story = voiding();
    const payment = atProvider(4990, { status: 'captured', captured: 4990 });
    expect(story.voidEnded('t1', { kind: 'overtaken', payment })).toEqual([
      'TenderCaptured',
      'LedgerPosted',
      'PaymentCaptured',
      'PaymentReleased',
    ]);
    expect(story.latest('PaymentReleased')).toMatchObject({ voided: 0, refunded: 0 });
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 4990 });
  });

  it('asks again when only a part was captured before it came', () => {
    const story = voiding();
    const payment = atProvider(4990, { status: 'captured', captured: 1990 });
    expect(story.voidEnded('t1', { kind: 'overtaken', payment })).toEqual([
      'TenderCaptured',
      'LedgerPosted',
      'PaymentCaptured',
      'TenderVoidRequested',
    ]);
    expect(story.latest('TenderVoidRequested')).toMatchObject({ amount: 3000, captured: 1990 });
    expect(story.voidEnded('t1')).toEqual(['TenderVoided', 'PaymentReleased']);
  });

  it('is final when a late answer shows nothing new', () => {
    const story = voiding();
    expect(story.voidEnded('t1', { kind: 'overtaken', payment: atProvider(4990) })).toEqual([
      'TenderVoided',
      'PaymentReleased',
    ]);
  });
});
