import { StockRestocked } from '@entrepot/contracts/inventory';
import { decided, DomainError, ignored, never, type Decide, type Decision, type Given } from '@entrepot/kernel';
import type { Restock } from './restock';
import { book } from './stock';
import { plain, samePieces, summed, type Line } from './stock-lines';

/** What orders (a parcel that was intercepted) and returns (goods that passed inspection) ask for alike. */
export interface RestockRequest {
  readonly restockId: string;
  readonly orderId: string;
  readonly placeId: string;
  readonly lines: readonly Line[];
  readonly returnId?: string;
}

/** Puts goods of an order back on the shelf. The id makes it count once, whoever asks. */
export const restockGoods: Decide<Restock, RestockRequest> = (restock, request, given) => {
  switch (restock.status) {
    case 'none':
      return putBack(request, given);
    case 'booked': {
      const { restockId, orderId, placeId } = request;
      const same = restock.orderId === orderId && restock.placeId === placeId;
      if (same && samePieces(restock.lines, request.lines)) return ignored('booked already');
      throw new DomainError('restock.conflict', { restockId });
    }
    default:
      return never(restock);
  }
};

function putBack(request: RestockRequest, given: Given): Decision {
  const { restockId, orderId, placeId, returnId } = request;
  const lines = plain(request.lines);
  const from = returnId === undefined ? {} : { returnId };
  let decision = decided(new StockRestocked({ restockId, orderId, placeId, lines, ...from }));
  for (const { sku, quantity } of summed(lines)) {
    const posting = { sku, placeId, causeType: 'restock', causeId: restockId } as const;
    decision = book(decision, given, { ...posting, onHandDelta: quantity, reservedDelta: 0 });
  }
  return decision;
}
