import { Projects } from '@entrepot/messaging';
import { AdjustmentStream, type Adjustment, type Correction } from '../domain/adjustment';

/** A row of the list of adjustments: all that was said. */
export interface AdjustmentRow extends Correction {
  readonly bookedAt: string;
}

@Projects({
  of: AdjustmentStream,
  view: 'adjustments',
  indexes: [
    { bookedAt: -1 },
    { cause: 1, bookedAt: -1 },
    { user: 1, bookedAt: -1 },
    { sku: 1, bookedAt: -1 },
    { placeId: 1, bookedAt: -1 },
  ],
})
export class AdjustmentsView {
  row(adjustment: Adjustment): AdjustmentRow | undefined {
    if (adjustment.status === 'none') return undefined;
    return { ...adjustment.correction, bookedAt: adjustment.bookedAt };
  }
}
