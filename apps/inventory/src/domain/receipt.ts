import type { StockReceived } from '@entrepot/contracts/inventory';
import { defineStream } from '@entrepot/kernel';
import type { Line } from './stock-lines';
import type { Teller } from './told-by';

/** What came in, as it was said. */
export interface ReceivedGoods extends Teller {
  readonly placeId: string;
  readonly lines: readonly Line[];
  readonly occurredAt?: string;
  readonly reference?: string;
}

export type Receipt =
  { readonly status: 'none' } | { readonly status: 'booked'; readonly goods: ReceivedGoods; readonly bookedAt: string };

/** receipt/<receiptId> */
export const ReceiptStream = defineStream<Receipt, StockReceived>({
  kind: 'receipt',
  initial: { status: 'none' },
  evolve: (_receipt, { type: _type, receiptId: _receiptId, ...goods }, { at }) => ({
    status: 'booked',
    goods,
    bookedAt: at,
  }),
});
