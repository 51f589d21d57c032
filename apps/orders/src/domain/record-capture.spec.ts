import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { captured, missedCapture, open } from './balance';
import { openReason } from './open-reason';

const mixed = {
  tenders: [
    { tenderId: 'voucher', method: 'voucher' as const, amount: 5_000, capture: 'immediate' as const },
    { tenderId: 'card', method: 'card' as const, amount: 7_000 },
  ],
};

describe('captured money', () => {
  it('closes what is open', () => {
    const order = AnOrder.placed().confirmed().pickedUp().captured();
    expect(order.events).toMatchObject([{ type: 'OrderPaymentUpdated', kind: 'captured', amount: 12_000 }]);
    expect([captured(order.order), open(order.order)]).toEqual([12_000, 0]);
  });

  it('is asked for part by part, and the last parcel takes the rest', () => {
    const two = AnOrder.placed().split();
    const first = two.pickedUp(0);
    expect(first.event('PaymentCaptureRequested').amount).toBe(8_727);
    const second = first.pickedUp(1);
    expect(second.event('PaymentCaptureRequested').amount).toBe(12_000 - 8_727);
  });

  it('at once counts, and less is asked for at the hand-over', () => {
    const order = AnOrder.placed(mixed).routed().reserved().paidAtOnce('voucher', 5_000).paid(5_000);
    expect(captured(order.order)).toBe(5_000);
    expect(order.pickedUp().event('PaymentCaptureRequested').amount).toBe(7_000);
  });

  it('that was announced is not asked for again, though it is told later', () => {
    const order = AnOrder.placed(mixed).routed().reserved().paid(5_000).pickedUp();
    expect(order.event('PaymentCaptureRequested').amount).toBe(7_000);
    expect(order.paidAtOnce('voucher', 5_000).types).toEqual(['OrderPaymentUpdated']);
  });

  it('too late for a cancelled order goes back once the release is answered', () => {
    const order = AnOrder.placed(mixed).routed().reserved().cancelled().paidAtOnce('voucher', 5_000);
    expect(order.types).toEqual(['OrderPaymentUpdated']);
  });

  it('that could not be had stays open, is not asked for again, and the rest is let go', () => {
    const order = AnOrder.placed().confirmed().pickedUp().captured(2_000);
    expect(order.types).toEqual(['OrderPaymentUpdated', 'PaymentReleaseRequested']);
    expect([open(order.order), openReason(order.order)]).toEqual([10_000, 'capture-failed']);
    expect(order.delivered().types).not.toContain('PaymentCaptureRequested');
  });

  it('by the merchant, for which ours was refused, is not missed any more', () => {
    const refused = AnOrder.placed().split().pickedUp(0).captured(0);
    const byHand = refused.paidAtOnce('by-hand', 9_000);
    expect(byHand.pickedUp(1).event('PaymentCaptureRequested').amount).toBe(3_000);
    // What was not to be had after that is missed all the same, and not asked for again and again.
    expect(byHand.pickedUp(1).captured(0).types).not.toContain('PaymentCaptureRequested');
  });

  it('by the merchant is not missed either where a change of lines had been paid at once', () => {
    const lamp = { lineId: '3', sku: 'LAMP', quantity: 1 };
    const order = AnOrder.placed().changed({
      add: [{ ...lamp, unitPrice: 2_500 }],
      tender: { method: 'card', capture: 'immediate' },
    });
    const { tenderId } = order.order.tenders[1]!;
    const routed = order
      .routed({ gru: [SHIRTS], cps: [MUG, lamp] })
      .reserved()
      .reserved();
    const refused = routed.paidAtOnce(tenderId, 2_500).paid(2_500).pickedUp(0).captured(0);
    expect(missedCapture(refused.order)).toBe(6_092);
    const byHand = refused.paidAtOnce('by-hand', 6_092);
    expect(missedCapture(byHand.order)).toBe(0);
    expect(byHand.pickedUp(1).event('PaymentCaptureRequested').amount).toBe(14_500 - 2_500 - 6_092);
  });

  it('is counted once', () => {
    const order = AnOrder.placed().confirmed().pickedUp().captured();
    expect(order.captured().ignored).toBe('this capture is counted');
    expect(order.captured(5).types).toEqual(['OrderFactNoted']);
  });
});
