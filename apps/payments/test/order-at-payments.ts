import {
  PaymentCaptureRequested,
  PaymentExtensionRequested,
  PaymentReleaseRequested,
  PaymentRequested,
  RefundRequested,
} from '@entrepot/contracts/orders';
import type { LedgerTransaction, PaymentAnswer, TenderAnswer } from '@entrepot/contracts/payments';
import type { AnyEvent } from '@entrepot/kernel';
import { eventually, type Neighbour, type SentEvent } from '@entrepot/testing';
import { paymentIdOf, reference } from '../src/domain/references';
import { MERCHANT, type RunningPayments } from './running-payments';

type Tender = PaymentRequested['tenders'][number];

let count = 0;

/** One order as payments sees it: what orders ask for, and what became of it. */
export class OrderAtPayments {
  readonly orderId: string;
  readonly paymentId: string;

  constructor(
    private readonly payments: RunningPayments,
    private readonly orders: Neighbour,
  ) {
    count += 1;
    this.orderId = `ord_${process.pid}_${count}`;
    this.paymentId = paymentIdOf(MERCHANT, this.orderId);
  }

  /** Our reference of a tender's authorisation at the provider. */
  referenceOf(tenderId: string): string {
    return reference.authorisation(this.paymentId, tenderId);
  }

  asks(...tenders: Tender[]): Promise<SentEvent[]> {
    const total = tenders.reduce((all, { amount }) => all + amount, 0);
    const payBy = new Date(Date.now() + 900_000).toISOString();
    return this.publish(new PaymentRequested({ ...this.names, currency: 'EUR', total, tenders, payBy }));
  }

  capture(captureId: string, amount: number): Promise<SentEvent[]> {
    return this.publish(new PaymentCaptureRequested({ ...this.names, captureId, amount }));
  }

  extend(extensionId: string, tender: Tender): Promise<SentEvent[]> {
    const payBy = new Date(Date.now() + 900_000).toISOString();
    return this.publish(new PaymentExtensionRequested({ ...this.names, extensionId, tender, payBy }));
  }

  refund(refundId: string, amount: number): Promise<SentEvent[]> {
    return this.publish(new RefundRequested({ ...this.names, refundId, amount, reason: 'returned' }));
  }

  release(): Promise<SentEvent[]> {
    return this.publish(new PaymentReleaseRequested({ ...this.names, reason: 'order-cancelled' }));
  }

  /** The payment once it is as expected; the last one seen if it never is. */
  until(isDone: (payment: PaymentAnswer) => boolean, forMs = 20_000): Promise<PaymentAnswer> {
    const ask = () => this.payments.bodyOf<PaymentAnswer>(`/v1/payments/${this.paymentId}`);
    return eventually(ask, (payment) => payment.tenders !== undefined && isDone(payment), forMs);
  }

  untilState(state: PaymentAnswer['state']): Promise<PaymentAnswer> {
    return this.until((payment) => payment.state === state);
  }

  /** The provider's payment of a tender. */
  atProvider(tenderId: string): Promise<Record<string, unknown> | undefined> {
    return this.payments.sandbox.paymentWith(this.referenceOf(tenderId));
  }

  /** The ledger of this payment, once it has so many transactions. */
  async ledger(transactions: number): Promise<LedgerTransaction[]> {
    const ask = () => this.payments.bodyOf<{ items: LedgerTransaction[] }>(`/v1/payments/${this.paymentId}/ledger`);
    return (await eventually(ask, ({ items }) => items?.length >= transactions)).items;
  }

  private get names(): { orderId: string; paymentId: string } {
    return { orderId: this.orderId, paymentId: this.paymentId };
  }

  private publish(event: AnyEvent): Promise<SentEvent[]> {
    return this.orders.publish({ merchantId: MERCHANT, kind: 'order', key: this.orderId }, event);
  }
}

export function card(tenderId: string, amount: number, more: Partial<Tender> = {}): Tender {
  return { tenderId, method: 'card', amount, capture: 'manual', heldBy: 'psp', ...more };
}

export function tenderIn(payment: PaymentAnswer, tenderId: string): TenderAnswer | undefined {
  return payment.tenders.find((tender) => tender.tenderId === tenderId);
}
