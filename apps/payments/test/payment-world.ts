import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import type { AnyEvent } from '@entrepot/kernel';
import { definitionOf, type Effect, type EffectCall, type Outcome } from '@entrepot/messaging';
import { heedNotice } from '../src/domain/heed-notice';
import type { Payment } from '../src/domain/payment';
import type { ProviderPayment } from '../src/domain/provider-payment';
import { AskAuthorisation } from '../src/effects/authorise-tender.effect';
import { CaptureTender } from '../src/effects/capture-tender.effect';
import { InquireTender } from '../src/effects/inquire-tender.effect';
import { RefundTender } from '../src/effects/refund-tender.effect';
import { VoidTender } from '../src/effects/void-tender.effect';
import { MemoryProvider } from './memory-provider';
import { PaymentStory } from './payment-story';

// Effects of different intents in one table.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyEffect = Effect<any, Payment, Outcome>;

/** How a call ends for the caller: with an answer, without one though it was done, or without having arrived. */
export type Line = 'answers' | 'lost-after' | 'lost-before';

interface Arrival {
  readonly effect: AnyEffect;
  readonly intent: AnyEvent;
  readonly outcome: Outcome;
}

/** One payment, its provider, and everything between them that can be late, lost, doubled or out of order. */
export class PaymentWorld {
  readonly provider = new MemoryProvider();
  readonly story = new PaymentStory();
  readonly outcomes: Arrival[] = [];
  readonly notices: ProviderNoticeReceived[] = [];
  private readonly effects = new Map<string, AnyEffect>();
  private readonly attempts = new Map<AnyEvent, number>();
  private readonly told = new Map<string, ProviderPayment>();
  private clock = Date.parse('2026-03-01T10:00:00.000Z');
  private noticeCount = 0;

  constructor() {
    const all = [AskAuthorisation, CaptureTender, RefundTender, VoidTender, InquireTender];
    for (const make of all) {
      const effect = new make(this.provider);
      const definition = definitionOf(effect);
      if (definition?.kind === 'effect') this.effects.set(definition.event, effect as AnyEffect);
    }
  }

  /** Intents that the payment still wants an outcome of. */
  openIntents(): AnyEvent[] {
    return this.story.events.filter((event) => this.effects.get(event.type)?.isOpen(this.story.payment, event));
  }

  /** Works on an intent as the runtime does: asks before a second attempt; the outcome arrives later. */
  async attempt(intent: AnyEvent, line: Line): Promise<void> {
    const effect = this.effects.get(intent.type);
    if (effect === undefined) throw new Error(`nobody performs ${intent.type}`);
    const attempt = (this.attempts.get(intent) ?? 0) + 1;
    this.attempts.set(intent, attempt);
    if (line === 'lost-before') return;
    const call = { attempt, merchantId: 'acme' } as EffectCall;
    const known = attempt > 1 ? await effect.inquire?.(intent, call) : undefined;
    const outcome = known ?? (await effect.perform(intent, call));
    this.tell();
    if (line === 'answers') this.outcomes.push({ effect, intent, outcome });
  }

  /** An outcome arrives; `again`: and will arrive once more. */
  settle(index: number, again: boolean): void {
    const position = index % Math.max(this.outcomes.length, 1);
    const arrival = this.outcomes[position];
    if (arrival === undefined) return;
    if (!again) this.outcomes.splice(position, 1);
    const { effect, intent, outcome } = arrival;
    this.story.when(effect.decide, { intent, intentId: 'id', outcome });
  }

  heed(index: number, again: boolean): void {
    const position = index % Math.max(this.notices.length, 1);
    const notice = this.notices[position];
    if (notice === undefined) return;
    if (!again) this.notices.splice(position, 1);
    this.story.when(heedNotice, notice);
  }

  /** The provider sends a notice about every payment that changed since it last did. */
  tell(): void {
    for (const payment of this.provider.all()) {
      const before = this.told.get(payment.providerReference);
      if (JSON.stringify(before) === JSON.stringify(payment)) continue;
      this.told.set(payment.providerReference, payment);
      this.notices.push(this.noticeOf(payment, (payment.voided ?? 0) > (before?.voided ?? 0)));
    }
  }

  pass(milliseconds: number): void {
    this.clock += milliseconds;
    this.story.now = new Date(this.clock).toISOString();
  }

  /** Everything that is still on its way arrives, until nothing is left to do. */
  async settleAll(): Promise<void> {
    this.provider.verdict = 'accept';
    this.provider.refuses = 'nothing';
    this.provider.does = 'all';
    for (let round = 0; round < 200; round += 1) {
      this.arriveAll();
      const open = this.openIntents();
      if (open.length === 0) return;
      for (const intent of open) await this.attempt(intent, 'answers');
    }
    throw new Error('the payment does not come to rest');
  }

  private arriveAll(): void {
    this.pass(10_000);
    for (const payment of this.provider.all()) this.provider.decide(payment.providerReference, true);
    this.tell();
    while (this.notices.length > 0) this.heed(0, false);
    while (this.outcomes.length > 0) this.settle(0, false);
  }

  private noticeOf(payment: ProviderPayment, isVoid: boolean): ProviderNoticeReceived {
    this.noticeCount += 1;
    const { providerReference, reference, status, amount, captured, refunded, currency } = payment;
    return {
      type: 'ProviderNoticeReceived',
      provider: 'memory',
      noticeId: `evt_${this.noticeCount}`,
      paymentId: 'pay_1',
      providerReference,
      ...(reference === undefined ? {} : { tenderReference: reference }),
      kind: isVoid ? 'voided' : refunded > 0 ? 'refunded' : status === 'pending' ? 'other' : status,
      amount,
      captured,
      refunded,
      currency,
      occurredAt: this.story.now,
    };
  }
}
