import { OrderExchangeUndone, type ExchangeAnswered, type ExchangeReduced } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { ignored, sum, type Decide } from '@entrepot/kernel';
import type { KnownOrder, Order, Return } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';
import { lessLines } from './stock-lines';

/** The replacement will not be sent: what was kept for it goes back to the customer. */
export const undoExchange =
  (policy: SagaPolicy): Decide<Order, ExchangeAnswered> =>
  (state, { originalOrderId: orderId, returnId, reason = 'cancelled' }, given) => {
    const order = known(state, orderId);
    const { kept } = order.returns.find((entry) => entry.returnId === returnId) ?? {};
    if (kept === undefined) return ignored('nothing is kept for a replacement of this return any more');
    return proceed(order, [new OrderExchangeUndone({ orderId, returnId, amount: kept, reason })], { policy, given });
  };

/** Pieces of the replacement are not with the customer: their share of what was kept goes back. */
export const reduceExchange =
  (policy: SagaPolicy): Decide<Order, ExchangeReduced> =>
  (state, { originalOrderId: orderId, returnId, lines: missing, reason }, given) => {
    const order = known(state, orderId);
    const entry = order.returns.find((each) => each.returnId === returnId);
    if (entry?.kept === undefined) return ignored('nothing is kept for a replacement of this return any more');
    const open = lessLines(entry.lines ?? [], entry.undone ?? []);
    const lines = lessLines(open, lessLines(open, missing));
    if (lines.length === 0) return ignored('nothing of this was to be replaced');
    const amount = shareOfKept(order, entry, lines, open);
    return proceed(order, [new OrderExchangeUndone({ orderId, returnId, amount, reason, lines })], { policy, given });
  };

/** By price, rounded down; all that is kept for the last pieces. */
function shareOfKept(
  order: KnownOrder,
  { kept = 0 }: Return,
  lines: readonly OrderLineQuantity[],
  open: readonly OrderLineQuantity[],
): number {
  if (lessLines(open, lines).length === 0) return kept;
  const prices = new Map(order.lines.map(({ lineId, unitPrice }) => [lineId, unitPrice]));
  const priceOf = (some: readonly OrderLineQuantity[]) =>
    sum(some.map(({ lineId, quantity }) => quantity * (prices.get(lineId) ?? 0)));
  const all = priceOf(open);
  return all === 0 ? 0 : Number((BigInt(kept) * BigInt(priceOf(lines))) / BigInt(all));
}
