import type { ExchangeAnswered, ExchangeReduced, OrderExchangeUndone } from '@entrepot/contracts/orders';
import type { KnownOrder, Return } from './order-state';

export function answered(order: KnownOrder, { outcome }: ExchangeAnswered): KnownOrder {
  return { ...order, exchangeTold: outcome };
}

export function reduced(order: KnownOrder, { lines }: ExchangeReduced): KnownOrder {
  return { ...order, exchangeReduced: [...(order.exchangeReduced ?? []), ...lines] };
}

/** The money of the pieces that are not replaced is owed: for the return where it is all of them, else beside it. */
export function undone(order: KnownOrder, event: OrderExchangeUndone): KnownOrder {
  const { returnId, amount } = event;
  const { kept = 0 } = order.returns.find((entry) => entry.returnId === returnId) ?? {};
  const returns = order.returns.map((entry) => (entry.returnId === returnId ? less(entry, event) : entry));
  // With the last pieces comes what was kept for none.
  const withheld = order.withheld - Math.min(amount, kept);
  return { ...order, returns, cancelled: order.cancelled + amount, withheld };
}

function less(entry: Return, { amount, lines }: OrderExchangeUndone): Return {
  if (lines !== undefined) {
    return { ...entry, kept: Math.max(0, (entry.kept ?? 0) - amount), undone: [...(entry.undone ?? []), ...lines] };
  }
  const { kept: _kept, undone: _undone, ...rest } = entry;
  return { ...rest, amount: entry.amount + amount, refund: 'due' };
}
