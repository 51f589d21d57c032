import { StockCounted, type CountStock } from '@entrepot/contracts/inventory';
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
import type { StockCount } from './count';
import { requirePlace } from './require-place';
import { book, stockKey, StockStream } from './stock';
import { tellerOf, type ToldBy } from './told-by';

/** Sets the figure to what was counted, if the books still say what the counter was told; else the count is stale. */
export const countStock: Decide<StockCount, CountStock & ToldBy> = (count, request, given) => {
  switch (count.status) {
    case 'none':
      return compareAndSet(request, given);
    case 'booked': {
      const { countId, client: _client, ...finding } = request;
      const { client: _known, ...booked } = count.finding;
      if (contentHash(booked) === contentHash(finding)) return ignored('booked already');
      throw new DomainError('count.conflict', { countId });
    }
    default:
      return never(count);
  }
};

function compareAndSet(request: CountStock & ToldBy, given: Given): Decision {
  const { countId, placeId, sku, expected, counted, occurredAt } = request;
  requirePlace(placeId, given);
  const { onHand } = given.read(StockStream, stockKey(sku, placeId));
  if (onHand !== expected) throw new DomainError('stock.count-outdated', { sku, placeId, expected, onHand });
  const delta = counted - onHand;
  // An entry of 0 is booked too: only what is written is checked against other writers, and the ledger shows the count.
  return book(decided(new StockCounted({ ...request, delta })), given, {
    sku,
    placeId,
    causeType: 'count',
    causeId: countId,
    onHandDelta: delta,
    reservedDelta: 0,
    ...(occurredAt && { occurredAt }),
    ...tellerOf(request),
  });
}
