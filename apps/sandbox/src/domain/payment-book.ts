import { deriveId } from '@entrepot/kernel';
import type { Payment } from './payment';
import { Refusal } from './refusal';

export interface NewPayment {
  readonly reference: string;
  readonly orderReference: string;
  readonly amount: number;
  readonly currency: string;
  readonly method: string;
  readonly capture: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Payments, and by id what was asked for where it is not decided yet. */
export interface KeptPayments {
  readonly payments: readonly Payment[];
  readonly deciding: readonly (readonly [string, NewPayment])[];
}

export type Verdict = 'accept' | 'decline' | 'pending';

function captured(payment: Payment, request: NewPayment): void {
  if (!request.capture) return;
  payment.captures.push({ id: `${payment.id}_cap1`, reference: request.reference, amount: request.amount });
  payment.capturedAmount = request.amount;
  payment.status = 'captured';
}

const WORDS = { amount: 'amount', currency: 'currency', method: 'method', orderReference: 'order' } as const;
const SAME_OF_ONE_REFERENCE = Object.keys(WORDS) as (keyof typeof WORDS)[];

/** The provider's payments. A reference names one payment for ever, so nobody is charged twice. */
export class PaymentBook {
  private readonly byId = new Map<string, Payment>();
  private readonly byReference = new Map<string, Payment>();
  private readonly deciding = new Map<string, NewPayment>();

  /** Gives the payment of a reference, made now if there was none; `made` tells which. */
  create(request: NewPayment, verdict: Verdict, now: string): { payment: Payment; made: boolean } {
    const known = this.byReference.get(request.reference);
    if (known) {
      const other = SAME_OF_ONE_REFERENCE.find((field) => known[field] !== request[field]);
      if (other)
        throw new Refusal(409, 'reference_reused', `The reference names a payment of another ${WORDS[other]}.`);
      return { payment: known, made: false };
    }
    const payment = this.open(request, now);
    if (verdict === 'pending') this.deciding.set(payment.id, request);
    else this.decide(payment, request, verdict);
    return { payment, made: true };
  }

  /** Ends the wait of a pending payment. */
  settle(id: string, verdict: 'accept' | 'decline'): Payment {
    const payment = this.find(id);
    const request = this.deciding.get(id);
    if (!request) throw new Refusal(409, 'not_pending', 'The payment is not pending.');
    this.deciding.delete(id);
    // What was voided while it waited stays so.
    if (payment.status === 'pending') this.decide(payment, request, verdict);
    return payment;
  }

  known(id: string): Payment | undefined {
    return this.byId.get(id);
  }

  find(id: string): Payment {
    const payment = this.known(id);
    if (!payment) throw new Refusal(404, 'not_found', 'There is no such payment.');
    return payment;
  }

  withReference(reference: string): readonly Payment[] {
    const payment = this.byReference.get(reference);
    return payment ? [payment] : [];
  }

  all(): readonly Payment[] {
    return [...this.byId.values()];
  }

  /** Everything that `restore` wants. */
  get kept(): KeptPayments {
    return { payments: this.all(), deciding: [...this.deciding] };
  }

  /** Knows these from now on, and nothing else. Payments that wait for their decision wait for somebody to settle them. */
  restore({ payments, deciding }: KeptPayments): void {
    this.byId.clear();
    this.byReference.clear();
    this.deciding.clear();
    for (const payment of payments) this.keep(payment);
    for (const [id, request] of deciding) this.deciding.set(id, request);
  }

  private keep(payment: Payment): void {
    this.byId.set(payment.id, payment);
    this.byReference.set(payment.reference, payment);
  }

  private open(request: NewPayment, now: string): Payment {
    const { reference, orderReference, amount, currency, method, metadata = {} } = request;
    const payment: Payment = {
      ...{ id: deriveId('psp', reference), reference, orderReference, amount, currency, method, metadata },
      ...{ createdAt: now, status: 'pending', capturedAmount: 0, refundedAmount: 0, voidedAmount: 0 },
      ...{ captures: [], refunds: [], voids: [] },
    };
    this.keep(payment);
    return payment;
  }

  private decide(payment: Payment, request: NewPayment, verdict: 'accept' | 'decline'): void {
    if (verdict === 'decline') {
      payment.status = 'declined';
      payment.declineCode = 'do_not_honour';
      return;
    }
    payment.status = 'authorised';
    captured(payment, request);
  }
}
