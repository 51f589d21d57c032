import { StockReceived, type ReceiveStock } from '@entrepot/contracts/inventory';
import {
  contentHash,
  decided,
  DomainError,
  ignored,
  never,
  type Decide,
  type Decision,
  type Given,
} from '@entrepot/kernel';
import { requirePlace } from './require-place';
import type { Receipt } from './receipt';
import { book } from './stock';
import { summed } from './stock-lines';
import { tellerOf, type ToldBy } from './told-by';

/** Books goods that came in. The receipt's id makes it count once. */
export const receiveStock: Decide<Receipt, ReceiveStock & ToldBy> = (receipt, request, given) => {
  switch (receipt.status) {
    case 'none':
      return receive(request, given);
    case 'booked': {
      const { receiptId, client: _client, ...goods } = request;
      const { client: _known, ...booked } = receipt.goods;
      if (contentHash(booked) === contentHash(goods)) return ignored('booked already');
      throw new DomainError('receipt.conflict', { receiptId });
    }
    default:
      return never(receipt);
  }
};

function receive(request: ReceiveStock & ToldBy, given: Given): Decision {
  const { receiptId, placeId, lines, occurredAt } = request;
  requirePlace(placeId, given);
  let decision = decided(new StockReceived(request));
  const when = occurredAt === undefined ? {} : { occurredAt };
  const because = { causeType: 'receipt', causeId: receiptId, ...when, ...tellerOf(request) } as const;
  for (const { sku, quantity } of summed(lines)) {
    decision = book(decision, given, { sku, placeId, ...because, onHandDelta: quantity, reservedDelta: 0 });
  }
  return decision;
}
