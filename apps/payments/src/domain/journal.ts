import { decided, ignored, type Decision, type Given } from '@entrepot/kernel';
import { evolvePayment } from './payment-fold';
import { tenderOf, type Payment, type PaymentEvent, type StartedPayment } from './payment';
import type { Tender } from './tender';

/** What every event about a payment names. */
export interface Names {
  readonly paymentId: string;
  readonly orderId: string;
}

/** Collects the events of one decision and folds each at once, so that the next one is decided on what is so by then. */
export class Journal {
  private readonly events: PaymentEvent[] = [];
  private current: StartedPayment;

  constructor(
    payment: StartedPayment,
    private readonly given: Given,
  ) {
    this.current = payment;
  }

  /** A journal that begins with the event that starts the payment. */
  static of(first: PaymentEvent, given: Given): Journal {
    const journal = new Journal(evolvePayment({ status: 'none' }, first, given.now) as StartedPayment, given);
    journal.events.push(first);
    return journal;
  }

  get payment(): StartedPayment {
    return this.current;
  }

  get names(): Names {
    return { paymentId: this.current.paymentId, orderId: this.current.orderId };
  }

  get inputId(): string {
    return this.given.inputId;
  }

  /** The tender as it is by now; it must exist. */
  tender(tenderId: string): Tender {
    const tender = tenderOf(this.current, tenderId);
    if (tender === undefined) throw new Error(`payment ${this.current.paymentId} has no tender ${tenderId}`);
    return tender;
  }

  add(...events: readonly PaymentEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.current = evolvePayment(this.current as Payment, event, this.given.now) as StartedPayment;
    }
  }

  /** The collected events, or `ignored` for this reason when nothing came together. */
  decision(otherwise: string): Decision {
    return this.events.length === 0 ? ignored(otherwise) : decided(...this.events);
  }
}
