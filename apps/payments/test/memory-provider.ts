import type {
  AuthoriseTender,
  MoveMoney,
  PaymentProvider,
  PaymentQuery,
  ProviderCall,
  VoidRest,
} from '../src/clients/payment-provider';
import type { ProviderAnswer, ProviderMove, ProviderPayment } from '../src/domain/provider-payment';

interface Held {
  readonly providerReference: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly captureAtOnce: boolean;
  status: ProviderPayment['status'];
  voided: number;
  readonly captures: ProviderMove[];
  readonly refunds: ProviderMove[];
}

export type Verdict = 'accept' | 'decline' | 'pending';

const total = (moves: readonly ProviderMove[]): number => moves.reduce((all, { amount }) => all + amount, 0);

/** A payment provider in memory, as strict as a real one: nothing happens twice, nothing is taken that is not held. */
export class MemoryProvider implements PaymentProvider {
  readonly name = 'memory';
  /** Refuses every capture, or every refund, until it is changed. */
  refuses: 'captures' | 'refunds' | 'nothing' = 'nothing';
  /** How much of a capture or refund it does. `lapse`: all, and what is left after a capture is let go. */
  does: 'all' | 'half' | 'nothing' | 'lapse' = 'all';
  verdict: Verdict = 'accept';
  /** For the next new payment only. */
  verdictOnce: Verdict | undefined;
  private readonly payments = new Map<string, Held>();

  async authorise(request: AuthoriseTender, call: Pick<ProviderCall, 'signal'> = {}): Promise<ProviderAnswer> {
    call.signal?.throwIfAborted();
    const known = [...this.payments.values()].find(({ reference }) => reference === request.reference);
    return Promise.resolve(answer(known ?? this.open(request)));
  }

  /** Money that nobody asked for. */
  payUnasked(amount: number, currency: string): ProviderPayment {
    const count = this.payments.size + 1;
    const held = this.open({ reference: `shopper-${count}`, amount, currency, captureAtOnce: true });
    return snapshot(held);
  }

  /** Somebody captures part of a payment by hand. */
  captureByHand(providerReference: string, amount: number): void {
    const held = this.known(providerReference);
    const left = held.amount - total(held.captures) - held.voided;
    if ((held.status !== 'authorised' && held.status !== 'captured') || left === 0) return;
    held.captures.push({ reference: `by-hand-${held.captures.length}`, amount: Math.min(amount, left) });
    held.status = 'captured';
  }

  /** Somebody gives money of a payment back by hand. */
  refundByHand(providerReference: string, amount: number): void {
    const held = this.known(providerReference);
    const left = total(held.captures) - total(held.refunds);
    if (left > 0) held.refunds.push({ reference: `hand-back-${held.refunds.length}`, amount: Math.min(amount, left) });
  }

  /** Somebody lets the rest of a payment go by hand. */
  async voidByHand(providerReference: string): Promise<void> {
    if (['authorised', 'captured'].includes(this.known(providerReference).status))
      await this.void({ providerReference, reference: 'by-hand' });
  }

  /** Ends the wait of a payment that was pending. */
  decide(providerReference: string, accepts: boolean): void {
    const held = this.known(providerReference);
    if (held.status === 'pending') this.settle(held, accepts ? 'accept' : 'decline');
  }

  capture({ providerReference, reference, amount }: MoveMoney): Promise<ProviderAnswer> {
    const held = this.known(providerReference);
    if (held.captures.some((made) => made.reference === reference)) return Promise.resolve(answer(held));
    const left = held.amount - total(held.captures) - held.voided;
    const isOpen = held.status === 'authorised' || held.status === 'captured';
    if (this.refuses === 'captures' || !isOpen || amount > left) return refused('not-capturable');
    const taken = this.doneOf(amount);
    held.captures.push({ reference, amount: taken });
    held.status = 'captured';
    if (this.does === 'lapse') held.voided += left - taken;
    return Promise.resolve(answer(held));
  }

  void({ providerReference }: VoidRest): Promise<ProviderAnswer> {
    const held = this.known(providerReference);
    const left = held.amount - total(held.captures) - held.voided;
    if (held.status === 'declined' || left === 0) return refused('nothing-to-void');
    held.voided += left;
    if (held.captures.length === 0) held.status = 'voided';
    return Promise.resolve(answer(held));
  }

  refund({ providerReference, reference, amount }: MoveMoney): Promise<ProviderAnswer> {
    const held = this.known(providerReference);
    if (held.refunds.some((made) => made.reference === reference)) return Promise.resolve(answer(held));
    const left = total(held.captures) - total(held.refunds);
    if (this.refuses === 'refunds' || amount > left) return refused('not-refundable');
    held.refunds.push({ reference, amount: this.doneOf(amount) });
    return Promise.resolve(answer(held));
  }

  find({ providerReference, reference }: PaymentQuery): Promise<ProviderPayment | undefined> {
    const found =
      providerReference === undefined
        ? [...this.payments.values()].find((held) => held.reference === reference)
        : this.payments.get(providerReference);
    return Promise.resolve(found === undefined ? undefined : snapshot(found));
  }

  all(): ProviderPayment[] {
    return [...this.payments.values()].map(snapshot);
  }

  private doneOf(amount: number): number {
    if (this.does === 'nothing') return 0;
    return this.does === 'half' ? Math.ceil(amount / 2) : amount;
  }

  private open(request: Pick<AuthoriseTender, 'reference' | 'amount' | 'currency' | 'captureAtOnce'>): Held {
    const { reference, amount, currency, captureAtOnce } = request;
    const providerReference = `psp_${this.payments.size + 1}`;
    const named = { providerReference, reference, amount, currency, captureAtOnce };
    const held: Held = { ...named, status: 'pending', voided: 0, captures: [], refunds: [] };
    this.payments.set(providerReference, held);
    const verdict = this.verdictOnce ?? this.verdict;
    this.verdictOnce = undefined;
    if (verdict !== 'pending') this.settle(held, verdict);
    return held;
  }

  private settle(held: Held, verdict: 'accept' | 'decline'): void {
    held.status = verdict === 'decline' ? 'declined' : held.captureAtOnce ? 'captured' : 'authorised';
    if (held.status === 'captured') held.captures.push({ reference: held.reference, amount: held.amount });
  }

  private known(providerReference: string): Held {
    const held = this.payments.get(providerReference);
    if (held === undefined) throw new Error(`no payment ${providerReference}`);
    return held;
  }
}

function answer(held: Held): ProviderAnswer {
  return { kind: 'payment', payment: snapshot(held) };
}

function refused(reason: string): Promise<ProviderAnswer> {
  return Promise.resolve({ kind: 'refused', reason });
}

function snapshot({ captureAtOnce: _, ...held }: Held): ProviderPayment {
  return {
    ...held,
    ...(held.status === 'declined' ? { declineReason: 'as-told' } : {}),
    captured: total(held.captures),
    refunded: total(held.refunds),
    captures: held.captures.map((move) => ({ ...move })),
    refunds: held.refunds.map((move) => ({ ...move })),
  };
}
