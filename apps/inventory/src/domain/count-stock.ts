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

/** A count; without an `expected` the books may say whatever they do. */
export type WantedCount = Omit<CountStock, 'expected'> & Partial<Pick<CountStock, 'expected'>> & ToldBy;

/** Sets the figure to what was counted, if the books still say what the counter was told; else the count is stale. */
export const countStock: Decide<StockCount, WantedCount> = (count, request, given) => {
  switch (count.status) {
    case 'none':
      return compareAndSet(request, given);
    case 'booked': {
      const { countId, client: _client, ...finding } = request;
      const { client: _known, ...booked } = count.finding;
      const told = { expected: booked.expected, ...finding };
      if (contentHash(booked) === contentHash(told)) return ignored('booked already');
      throw new DomainError('count.conflict', { countId });
    }
    default:
      return never(count);
  }
};

function compareAndSet(request: WantedCount, given: Given): Decision {
  const { countId, placeId, sku, counted, occurredAt } = request;
  requirePlace(placeId, given);
  const { onHand } = given.read(StockStream, stockKey(sku, placeId));
  const { expected = onHand } = request;
  if (onHand !== expected) throw new DomainError('stock.count-outdated', { sku, placeId, expected, onHand });
  const delta = counted - onHand;
  // An entry of 0 is booked too: only what is written is checked against other writers, and the ledger shows the count.
  return book(decided(new StockCounted({ ...request, expected, delta })), given, {
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
