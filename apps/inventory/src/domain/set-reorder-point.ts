import { ReorderPointSet } from '@entrepot/contracts/inventory';
import { decided, deriveId, DomainError, ignored, type Decide } from '@entrepot/kernel';
import type { ReorderPoint } from './reorder-point';
import { requirePlace } from './require-place';
import { book, parseStockKey } from './stock';
import { tellerOf, type Teller } from './told-by';

/** Without a `reorderPoint`: none any more. */
export interface WantedReorderPoint extends Teller {
  readonly reorderPoint?: number;
}

/**
 * Says when a SKU at a place is to be ordered again. The ledger gets an entry that moves nothing, so that the level stands
 * where the balance stands.
 */
export const setReorderPoint: Decide<ReorderPoint, WantedReorderPoint> = (known, request, given) => {
  const { sku, placeId } = parseStockKey(given.key);
  requireSku(sku);
  requirePlace(placeId, given);
  const { reorderPoint } = request;
  if (known.reorderPoint === reorderPoint) return ignored('it is so already');
  const level = { ...(reorderPoint === undefined ? {} : { reorderPoint }), ...tellerOf(request) };
  return book(decided(new ReorderPointSet({ sku, placeId, ...level })), given, {
    ...{ sku, placeId, onHandDelta: 0, reservedDelta: 0 },
    causeType: 'reorder-point',
    causeId: deriveId('rop', given.inputId),
    ...level,
  });
};

/** A SKU that comes in a path has passed no contract. */
function requireSku(sku: string): void {
  if (/^[^\s/\p{Cc}](?:[^/\p{Cc}]{0,62}[^\s/\p{Cc}])?$/u.test(sku)) return;
  const message = 'must be 1 to 64 printable characters without a slash, no space at the ends';
  throw new DomainError('stock.sku-invalid', {}, [{ field: 'sku', rule: 'pattern', message }]);
}
