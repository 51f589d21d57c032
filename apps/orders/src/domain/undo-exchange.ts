import { OrderExchangeUndone, type ExchangeAnswered, type ExchangeReduced } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { ignored, sum, type Decide } from '@entrepot/kernel';
import type { KnownOrder, Order, Return } from './order-state';
import { leftOf } from './amounts';
import { remaining, replacedLines } from './quantities';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';
import { lessLines } from './stock-lines';

/** The replacement will not be sent: what was kept for it goes back to the customer. */
export const undoExchange =
  (policy: SagaPolicy): Decide<Order, ExchangeAnswered> =>
  (state, { originalOrderId: orderId, returnId, reason = 'cancelled' }, given) => {
    const order = known(state, orderId);
    const entry = order.returns.find((each) => each.returnId === returnId);
    if (entry?.kept === undefined) return ignored('nothing is kept for a replacement of this return any more');
    const amount = allOf(order, entry);
    return proceed(order, [new OrderExchangeUndone({ orderId, returnId, amount, reason })], { policy, given });
  };

/** Pieces of the replacement are not with the customer: their share of what was kept goes back. */
export const reduceExchange =
  (policy: SagaPolicy): Decide<Order, ExchangeReduced> =>
  (state, { originalOrderId: orderId, returnId, lines: missing, reason }, given) => {
    const order = known(state, orderId);
    const entry = order.returns.find((each) => each.returnId === returnId);
    if (entry?.kept === undefined) return ignored('nothing is kept for a replacement of this return any more');
    const open = replacedLines(entry);
    const lines = lessLines(open, lessLines(open, missing));
    if (lines.length === 0) return ignored('nothing of this was to be replaced');
    const isAll = lessLines(open, lines).length === 0;
    const amount = isAll ? allOf(order, entry) : shareOfKept(order, entry, lines);
    return proceed(order, [new OrderExchangeUndone({ orderId, returnId, amount, reason, lines })], { policy, given });
  };

/** All that is kept for it; and all that the order is still worth where the customer has nothing else of it. */
function allOf(order: KnownOrder, { returnId, kept = 0 }: Return): number {
  const others = order.returns.filter((each) => each.returnId !== returnId);
  const isLast = remaining(order).length === 0 && others.every((each) => replacedLines(each).length === 0);
  return isLast ? kept + leftOf(order) : kept;
}

/** By price, rounded down. */
function shareOfKept(order: KnownOrder, entry: Return, lines: readonly OrderLineQuantity[]): number {
  const { kept = 0 } = entry;
  const prices = new Map(order.lines.map(({ lineId, unitPrice }) => [lineId, unitPrice]));
  const priceOf = (some: readonly OrderLineQuantity[]) =>
    sum(some.map(({ lineId, quantity }) => quantity * (prices.get(lineId) ?? 0)));
  const all = priceOf(replacedLines(entry));
  return all === 0 ? 0 : Number((BigInt(kept) * BigInt(priceOf(lines))) / BigInt(all));
}
