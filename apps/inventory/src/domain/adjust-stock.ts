import { StockAdjusted, type AdjustmentCause, type AdjustStock } from '@entrepot/contracts/inventory';
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
import type { Adjustment } from './adjustment';
import { requirePlace } from './require-place';
import { book } from './stock';
import { tellerOf, type ToldBy } from './told-by';

/** Which way a cause moves stock; 0: either way. */
const SIGNS: Readonly<Record<AdjustmentCause, 1 | -1 | 0>> = {
  damaged: -1,
  lost: -1,
  sample: -1,
  theft: -1,
  expired: -1,
  found: 1,
  correction: 0,
  other: 0,
};

/** Corrects a figure by a difference. What is reserved stays covered: release first, then adjust. */
export const adjustStock: Decide<Adjustment, AdjustStock & ToldBy> = (adjustment, request, given) => {
  switch (adjustment.status) {
    case 'none':
      return adjust(request, given);
    case 'booked': {
      // The same correction told through another client is the same correction.
      const { adjustmentId, client: _client, ...correction } = request;
      const { client: _known, ...booked } = adjustment.correction;
      if (contentHash(booked) === contentHash(correction)) return ignored('booked already');
      throw new DomainError('adjustment.conflict', { adjustmentId });
    }
    default:
      return never(adjustment);
  }
};

function adjust(request: AdjustStock & ToldBy, given: Given): Decision {
  const { adjustmentId, placeId, sku, delta, cause, reason, occurredAt } = request;
  requireSign(cause, delta);
  requireNote(cause, reason);
  requirePlace(placeId, given);
  return book(decided(new StockAdjusted(request)), given, {
    sku,
    placeId,
    causeType: `adjustment:${cause}`,
    causeId: adjustmentId,
    onHandDelta: delta,
    reservedDelta: 0,
    ...(occurredAt && { occurredAt }),
    ...(reason === undefined ? {} : { note: reason }),
    ...tellerOf(request),
  });
}

function requireNote(cause: AdjustmentCause, reason: string | undefined): void {
  if (cause !== 'other' || reason !== undefined) return;
  const message = 'is required for the cause other';
  throw new DomainError('adjustment.note-missing', {}, [{ field: 'reason', rule: 'required', message }]);
}

function requireSign(cause: AdjustmentCause, delta: number): void {
  const field = 'delta';
  if (delta === 0) {
    throw new DomainError('adjustment.empty', {}, [{ field, rule: 'not-zero', message: 'must not be 0' }]);
  }
  const sign = SIGNS[cause];
  if (sign === 0 || Math.sign(delta) === sign) return;
  const expected = sign > 0 ? 'positive' : 'negative';
  const message = `must be ${expected} for ${cause}`;
  throw new DomainError('adjustment.sign', { cause, delta, expected }, [{ field, rule: 'sign', message }]);
}
