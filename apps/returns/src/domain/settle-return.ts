import type { StockRestocked } from '@entrepot/contracts/inventory';
import type { OrderReturnRefunded } from '@entrepot/contracts/orders';
import { ReturnCompleted, ReturnRefunded, ReturnRestocked } from '@entrepot/contracts/returns';
import { decided, DomainError, ignored, type Decide } from '@entrepot/kernel';
import type { Return } from './return';

/** The customer has the money back; with the goods settled too, the return is done. */
export const noteRefund: Decide<Return, OrderReturnRefunded> = (current, { amount }, given) => {
  if (current.status !== 'inspected' && current.status !== 'completed') {
    throw new DomainError('return.not-found', { returnId: given.key });
  }
  if (current.refunded !== undefined) return ignored('the refund is known');
  const { returnId, orderId, restocked } = current;
  const refunded = new ReturnRefunded({ returnId, orderId, amount });
  return restocked ? decided(refunded, new ReturnCompleted({ returnId, orderId })) : decided(refunded);
};

/** The goods are back on the shelf; with the money settled too, the return is done. */
export const noteRestock: Decide<Return, StockRestocked> = (current, _, given) => {
  if (current.status !== 'inspected' && current.status !== 'completed') {
    throw new DomainError('return.not-found', { returnId: given.key });
  }
  if (current.restocked) return ignored('the restock is known');
  const { returnId, orderId, refunded } = current;
  const restocked = new ReturnRestocked({ returnId, orderId });
  return refunded === undefined ? decided(restocked) : decided(restocked, new ReturnCompleted({ returnId, orderId }));
};
