import { OrderLinesReturned, OrderReturnRefunded } from '@entrepot/contracts/orders';
import type { ReturnInspected } from '@entrepot/contracts/returns';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { DomainError, ignored, sum, type Decide, type Decision, type Given } from '@entrepot/kernel';
import { amountOf, shareGoing, sharesOf } from './amounts';
import { note } from './facts';
import type { KnownOrder, Order } from './order-state';
import { OrderStream } from './order';
import { placeOrder } from './place-order';
import { isDelivered, isUpright, replacedLines, shippedLines } from './quantities';
import { replacementOf } from './replacement';
import { known, proceed } from './saga';
import { SkuStream } from './sku';
import type { SubmittedOrder } from './submitted-order';
import type { Saga, SagaPolicy } from './saga-policy';

/** The customer sent pieces back: the order is worth less by their share, which goes back to the customer. */
export const takeReturn =
  (policy: SagaPolicy): Decide<Order, ReturnInspected> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { returnId, orderId } = fact;
    if (order.returns.some((entry) => entry.returnId === returnId)) return ignored('this return is counted');
    const accepted = fact.lines.filter(({ refusal }) => refusal === undefined);
    awaitDelivery(order, fact, accepted);
    const lines = deliveredPart(order, accepted);
    if (lines.length === 0) {
      const why = note(order, fact, returnId, 'nothing of it was delivered and is still sold');
      return proceed(order, [why, new OrderReturnRefunded({ orderId, returnId, amount: 0 })], saga);
    }
    const share = shareOfReturn(order, fact, lines);
    const withheld = Math.min(share, deductedFrom(order, accepted, lines));
    const amount = share - withheld;
    const kept = withheld === 0 ? {} : { withheld };
    if (fact.exchange !== undefined) return exchange(order, fact, { lines, share }, saga);
    return proceed(order, [new OrderLinesReturned({ orderId, returnId, lines, amount, ...kept })], saga);
  };

/** While the customer has something of the order, or of what replaces it, what belongs to no line stays. */
function shareOfReturn(order: KnownOrder, { exchange }: ReturnInspected, lines: readonly OrderLineQuantity[]): number {
  const isReplaced = exchange !== undefined || order.returns.some((entry) => replacedLines(entry).length > 0);
  return isReplaced ? sharesOf(order, lines) : amountOf(order, lines);
}

/** What is kept for the state of what came back: of each line no more than these pieces of it are worth. */
function deductedFrom(
  order: KnownOrder,
  inspected: ReturnInspected['lines'],
  counted: readonly OrderLineQuantity[],
): number {
  const kept = counted.map(({ lineId, quantity }) => {
    const found = inspected.filter((line) => line.lineId === lineId);
    const line = order.lines.find((entry) => entry.lineId === lineId);
    return Math.min(sum(found.map(({ deduction = 0 }) => deduction)), line ? shareGoing(line, quantity) : 0);
  });
  return sum(kept);
}

/** The money stays, and a replacement of the same price is placed in the same decision. */
function exchange(
  order: KnownOrder,
  fact: ReturnInspected,
  { lines, share }: { lines: OrderLineQuantity[]; share: number },
  saga: Saga,
): Decision {
  const { orderId, returnId } = fact;
  const replacement = replacementOf(order, fact, lines, saga.given.merchantId);
  const key = replacement.orderId;
  const given = { ...saga.given, key };
  const placed = placeReplacement(replacement, given, saga.policy);
  const returned = { orderId, returnId, lines, amount: 0, withheld: share, replacedBy: key };
  const decision = proceed(order, [new OrderLinesReturned(returned)], saga);
  return placed.kind === 'ignored' ? decision : decision.on(OrderStream, key, ...placed.events);
}

/** A bundle that cannot be taken apart is looked for as one piece; there is none, so the money goes back. */
function placeReplacement(order: SubmittedOrder, given: Given, policy: SagaPolicy): Decision {
  const vouched = order.lines.map(({ sku }) => ({ sku, components: given.read(SkuStream, sku).components ?? [] }));
  const submission = { order, door: 'http' as const, vouched };
  const state = given.read(OrderStream, order.orderId);
  try {
    return placeOrder(policy)(state, submission, given, undefined);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return placeOrder(policy)(state, { ...submission, asOne: true }, given, undefined);
  }
}

/** Word of a delivery comes by another topic than word of the inspection, and may come later: what is still to arrive is waited for. */
function awaitDelivery(
  order: KnownOrder,
  { returnId, orderId }: ReturnInspected,
  inspected: readonly OrderLineQuantity[],
) {
  const delivered = shippedLines(order, isDelivered);
  const shipped = shippedLines(order, isUpright);
  const isEarly = inspected.some(({ lineId }) => {
    const known = piecesOf(delivered, lineId);
    return piecesOf(inspected, lineId) > known && piecesOf(shipped, lineId) > known;
  });
  if (isEarly) throw new DomainError('order.not-delivered-yet', { orderId, returnId });
}

function piecesOf(lines: readonly OrderLineQuantity[], lineId: string): number {
  return sum(lines.filter((line) => line.lineId === lineId).map(({ quantity }) => quantity));
}

/** Never more of a line than was delivered and not sent back before, whatever was inspected. */
function deliveredPart(order: KnownOrder, inspected: readonly OrderLineQuantity[]): OrderLineQuantity[] {
  return shippedLines(order, isDelivered).flatMap(({ lineId, quantity }) => {
    const back = piecesOf(inspected, lineId);
    return back === 0 ? [] : [{ lineId, quantity: Math.min(back, quantity) }];
  });
}
