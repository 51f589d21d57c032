import { aCard, atProvider, PaymentStory } from '../../test/payment-story';

const authorised = () => new PaymentStory().started(aCard('t1', 5_000)).authorised('t1');
const more = aCard('x1', 1_000);

describe('the extension of a payment', () => {
  it('asks for one more tender, and covers more once that is authorised', () => {
    const story = authorised();
    expect(story.extensionAsked('x1', more)).toEqual(['PaymentExtensionStarted', 'TenderAuthorisationRequested']);
    story.authorised('x1');
    expect(story.latest('PaymentExtended')).toMatchObject({ extensionId: 'x1', amount: 1_000, captured: 0 });
    expect(story.current).toMatchObject({ status: 'authorised', total: 6_000 });
    story.captureAsked('c1', 6_000);
    story.captureEnded('t1');
    story.captureEnded('x1');
    expect(story.latest('PaymentCaptured')).toEqual(expect.objectContaining({ captureId: 'c1', amount: 6_000 }));
  });

  it('leaves the payment as it was when its tender is declined', () => {
    const story = authorised();
    story.extensionAsked('x1', more);
    story.answered('x1', { reason: 'no money' });
    expect(story.latest('PaymentExtensionDeclined')).toMatchObject({ reason: 'no money' });
    expect(story.current).toMatchObject({ status: 'authorised', total: 5_000 });
    expect(story.captureAsked('c1', 5_000)).toEqual(['TenderCaptureRequested']);
  });

  it('tells what was captured at once before it tells that it covers more', () => {
    const story = authorised();
    story.extensionAsked('x1', { ...more, capture: 'immediate' });
    story.paid('x1');
    expect(story.events.slice(-3).map(({ type }) => type)).toEqual([
      'LedgerPosted',
      'PaymentCaptured',
      'PaymentExtended',
    ]);
    expect(story.latest('PaymentExtended')).toMatchObject({ captured: 1_000 });
  });

  it('keeps no capture waiting while the provider thinks about it', () => {
    const story = authorised();
    story.extensionAsked('x1', more);
    story.answered('x1', atProvider(1_000, { status: 'pending', providerReference: 'psp_x1' }));
    expect(story.captureAsked('c1', 5_000)).toEqual(['TenderCaptureRequested']);
    story.captureEnded('t1');
    expect(story.latest('PaymentCaptured')).toMatchObject({ amount: 5_000 });
  });

  it('that is still thought about is let go with the payment', () => {
    const story = authorised();
    story.extensionAsked('x1', more);
    story.answered('x1', atProvider(1_000, { status: 'pending', providerReference: 'psp_x1' }));
    story.releaseAsked();
    story.voidEnded('x1');
    story.voidEnded('t1');
    expect(story.latest('PaymentExtensionDeclined')).toMatchObject({ extensionId: 'x1' });
    expect(story.current.status).toBe('released');
  });

  it('is asked for once, and declined where the payment is not open any more', () => {
    const story = authorised();
    story.extensionAsked('x1', more);
    expect(story.extensionAsked('x1', more)).toBe('this extension was asked for before');
    expect(() => story.extensionAsked('x2', aCard('t1', 1))).toThrow('payment.tenders-invalid');
    expect(story.asked([aCard('t1', 5_000)])).toBe('this payment was started by the same request');
    const released = authorised();
    released.releaseAsked();
    expect(released.extensionAsked('x1', more)).toEqual(['PaymentExtensionDeclined']);
    expect(new PaymentStory().started(aCard('t1', 1)).extensionAsked('x', more)).toEqual(['PaymentExtensionDeclined']);
  });
});
