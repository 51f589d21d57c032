import { StockPosted } from '@entrepot/contracts/inventory';
import type { StateRow } from '@entrepot/eventstore';
import { Mirrors } from '@entrepot/messaging';
import { StockMemory } from './stock-memory';

/** What of a SKU is free to sell at a place. A row with nothing left stays: it is the newest that is known. */
export interface AvailabilityRow {
  readonly sku: string;
  readonly placeId: string;
  readonly free: number;
}

@Mirrors({
  events: [StockPosted],
  view: 'availability',
  id: ({ sku, placeId }) => `${sku}@${placeId}`,
  indexes: [{ sku: 1 }],
})
export class AvailabilityView {
  constructor(private readonly memory: StockMemory) {}

  row({ sku, placeId, onHand, reserved }: StockPosted): AvailabilityRow {
    return { sku, placeId, free: onHand - reserved };
  }

  heard(row: StateRow<AvailabilityRow>): void {
    this.memory.learn(row);
  }
}
