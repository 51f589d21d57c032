import type { StockMovement } from '@entrepot/contracts/inventory';
import type { Decision, Given, StreamRef, StreamType } from '@entrepot/kernel';
import { AdjustmentStream } from './adjustment';
import { adjustStock } from './adjust-stock';
import { CountStream } from './count';
import { countStock } from './count-stock';
import { placeRef } from './place';
import { ReceiptStream } from './receipt';
import { receiveStock } from './receive-stock';
import { stockOf } from './stock';
import type { ToldBy } from './told-by';

/** An input for one stream, as a command takes it. */
export interface MovementInput {
  readonly on: StreamType<unknown>;
  readonly key: string;
  readonly also: readonly StreamRef[];
  readonly decide: (state: unknown, given: Given) => Decision;
}

/** The very input that the door for single movements would hand in. */
export function inputOf({ receipt, adjustment, count }: StockMovement, told: ToldBy = {}): MovementInput {
  if (receipt !== undefined) {
    const also = refsOf(receipt.placeId, receipt.lines);
    const request = { ...receipt, ...told };
    return input(ReceiptStream, receipt.receiptId, also, (state, given) =>
      receiveStock(state, request, given, undefined),
    );
  }
  if (adjustment !== undefined) {
    const also = refsOf(adjustment.placeId, [adjustment]);
    const request = { ...adjustment, ...told };
    return input(AdjustmentStream, adjustment.adjustmentId, also, (state, given) =>
      adjustStock(state, request, given, undefined),
    );
  }
  if (count !== undefined) {
    const request = { ...count, ...told };
    const also = refsOf(count.placeId, [count]);
    return input(CountStream, count.countId, also, (state, given) => countStock(state, request, given, undefined));
  }
  throw new Error('a movement is a receipt, an adjustment or a count');
}

function refsOf(placeId: string, lines: readonly { readonly sku: string }[]): StreamRef[] {
  return [placeRef(placeId) as StreamRef, ...(stockOf(placeId, lines) as StreamRef[])];
}

function input<S>(
  on: StreamType<S>,
  key: string,
  also: readonly StreamRef[],
  decide: (state: S, given: Given) => Decision,
): MovementInput {
  return { on: on as StreamType<unknown>, key, also, decide: decide as MovementInput['decide'] };
}
