import type { StockRestocked } from '@entrepot/contracts/inventory';
import type { OrderReturnRefunded } from '@entrepot/contracts/orders';
import { ReturnCompleted, ReturnRefunded, ReturnRestocked } from '@entrepot/contracts/returns';
import { decided, DomainError, ignored, type AnyEvent, type Decide, type Decided } from '@entrepot/kernel';
import type { Return } from './return';
import { isSettled, type Settling } from './settling';

/** The customer has the money back; with the goods settled too, the return is done. */
export const noteRefund: Decide<Return, OrderReturnRefunded> = (current, { amount }, given) => {
  if (current.status !== 'inspected' && current.status !== 'completed') {
    throw new DomainError('return.not-found', { returnId: given.key });
  }
  const { returnId, orderId, exchange, refunded } = current;
  // Orders tell of a refund of an exchange only when there is no replacement: that it failed after all may still be on its way.
  const isExchanged = exchange?.state === 'confirmed' && !current.isPaidBack;
  if (refunded !== undefined && !isExchanged) return ignored('the refund is known');
  const refund = new ReturnRefunded({ returnId, orderId, amount });
  return settledBy({ ...current, refunded: amount }, refund);
};

/** Goods are back on the shelf; with everything else settled too, the return is done. */
export const noteRestock: Decide<Return, StockRestocked> = (current, { restockId }, given) => {
  if (current.status !== 'inspected' && current.status !== 'completed') {
    throw new DomainError('return.not-found', { returnId: given.key });
  }
  if (!current.openRestocks.includes(restockId)) return ignored('the restock is known');
  const { returnId, orderId } = current;
  const openRestocks = current.openRestocks.filter((open) => open !== restockId);
  return settledBy({ ...current, openRestocks }, new ReturnRestocked({ returnId, orderId, restockId }));
};

/** These events, and that the return is done if nothing is left to be settled after them and it was not done before. */
export function settledBy(after: Settling & Pick<Return, 'status'>, ...events: AnyEvent[]): Decided {
  const { returnId, orderId, status } = after;
  return status !== 'completed' && isSettled(after)
    ? decided(...events, new ReturnCompleted({ returnId, orderId }))
    : decided(...events);
}
