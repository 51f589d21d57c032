import { aCard, PaymentStory } from '../../test/payment-story';
import { heedNotice } from '../domain/heed-notice';
import { settleInquiry } from '../domain/settle-inquiry';
import { toProviderPayment, type SandboxPayment } from './sandbox-wire';

const payment: SandboxPayment = {
  id: 'psp_t1',
  orderReference: 'ord_1',
  status: 'captured',
  amount: 4990,
  currency: 'EUR',
  capturedAmount: 4990,
  refundedAmount: 0,
};

/** A paid tender, and what is recorded when the provider shows its payment like this, one after the other. */
function refundsAfter(...shown: readonly Partial<SandboxPayment>[]): number[] {
  const story = new PaymentStory().started(aCard('t1', 4990, { capture: 'immediate' })).paid('t1');
  shown.forEach((told, count) => {
    const wire = { ...payment, ...told };
    story.when(heedNotice, {
      ...{ type: 'ProviderNoticeReceived', provider: 'psp', noticeId: `evt_${count}`, paymentId: 'pay_1' },
      ...{ providerReference: 'psp_t1', kind: 'refunded', amount: 4990, currency: 'EUR', occurredAt: story.now },
    });
    const outcome = { kind: 'found', payment: toProviderPayment(wire) } as const;
    story.when(settleInquiry, { intent: story.latest('TenderInquiryRequested'), outcome });
  });
  return story.all('TenderRefunded').map(({ amount }) => amount);
}

describe('what the provider moved and does not list', () => {
  it('is counted once, however often it is told', () => {
    expect(refundsAfter({ refundedAmount: 300 }, { refundedAmount: 300 })).toEqual([300]);
  });

  it('is counted by what it grew when there is more of it', () => {
    expect(refundsAfter({ refundedAmount: 300 }, { refundedAmount: 500 }, { refundedAmount: 300 })).toEqual([300, 200]);
  });

  it('is not counted again when something else is listed', () => {
    const refunds = [{ reference: 'by-hand', amount: 100 }];
    expect(refundsAfter({ refundedAmount: 300 }, { refundedAmount: 400, refunds })).toEqual([300, 100]);
  });

  it('is told as a move of its own that makes up the total', () => {
    const { captures, refunds } = toProviderPayment({ ...payment, captures: [{ reference: 'a', amount: 990 }] });
    expect(captures.map(({ amount }) => amount)).toEqual([990, 4000]);
    expect(refunds).toEqual([]);
  });
});
