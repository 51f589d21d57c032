import type { DeclaredTender } from '@entrepot/contracts/orders';
import { sum } from '@entrepot/kernel';
import { worth } from './amounts';
import type { KnownOrder } from './order-state';

/** What is asked for less first: payments captures it last. */
const REDUCED_FIRST = ['card', 'other', 'bank-transfer', 'boleto', 'wallet', 'gift-card', 'voucher'] as const;

/**
 * The tenders that cover what the order is still worth. Those that are captured at once, or that a marketplace holds, were paid
 * already: they stay whole, and what is too much of them is given back.
 */
export function openTenders(order: KnownOrder): DeclaredTender[] {
  let tooMuch = sum(order.tenders.map(({ amount }) => amount)) - worth(order);
  const left = new Map(order.tenders.map(({ tenderId, amount }) => [tenderId, amount]));
  for (const { tenderId, amount } of reducible(order.tenders)) {
    const less = Math.min(amount, Math.max(0, tooMuch));
    left.set(tenderId, amount - less);
    tooMuch -= less;
  }
  const asked = order.tenders.map((tender) => ({ ...tender, amount: left.get(tender.tenderId) ?? 0 }));
  return asked.filter(({ amount }) => amount > 0);
}

function reducible(tenders: readonly DeclaredTender[]): DeclaredTender[] {
  const rank = ({ method }: DeclaredTender) => REDUCED_FIRST.indexOf(method);
  return tenders
    .filter(({ capture, heldBy }) => capture === 'manual' && heldBy === 'psp')
    .sort((a, b) => rank(a) - rank(b));
}
