import { formatMinor, sum } from '@entrepot/kernel';
import type { PaymentRow } from './money-section';

/** A payment as the provider's stand-in shows it. */
export interface ProviderPayment {
  readonly orderReference: string;
  readonly status: string;
  readonly amount: number;
  readonly capturedAmount: number;
  readonly refundedAmount: number;
  readonly voidedAmount: number;
}

/** Minor units of one order. */
export interface Taken {
  readonly captured: number;
  readonly refunded: number;
  readonly held: number;
}

/** What the provider has taken, given back and holds, of all payments of an order. */
export function takenOf(payments: readonly ProviderPayment[]): Taken {
  const took = payments.filter(({ status }) => status !== 'declined' && status !== 'pending');
  return {
    captured: sum(took.map(({ capturedAmount }) => capturedAmount)),
    refunded: sum(took.map(({ refundedAmount }) => refundedAmount)),
    held: sum(took.map((payment) => payment.amount - payment.capturedAmount - payment.voidedAmount)),
  };
}

/** The provider's payments by the order that they are for. */
export function byOrder(payments: readonly ProviderPayment[]): Map<string, ProviderPayment[]> {
  const found = new Map<string, ProviderPayment[]>();
  for (const payment of payments) {
    found.set(payment.orderReference, [...(found.get(payment.orderReference) ?? []), payment]);
  }
  return found;
}

/**
 * Money that the provider has moved or holds and we know nothing of. The other way round says nothing here: the stand-in forgets
 * everything when it is started again.
 */
export function providerProblems(ours: ReadonlyMap<string, PaymentRow>, theirs: readonly ProviderPayment[]): string[] {
  const problems: string[] = [];
  for (const [orderId, payments] of byOrder(theirs)) {
    const own = ours.get(orderId);
    if (own === undefined) continue;
    const taken = takenOf(payments);
    for (const what of ['captured', 'refunded', 'held'] as const) {
      if (taken[what] <= own[what]) continue;
      const [there, here] = [taken[what], own[what]].map((amount) => formatMinor(amount, own.currency));
      problems.push(`order ${orderId}: ${what} at the provider are ${there}, payments knows of ${here}`);
    }
  }
  return problems;
}
