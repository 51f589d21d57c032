import type { StockRestocked } from '@entrepot/contracts/inventory';
import { defineStream } from '@entrepot/kernel';
import type { Line } from './stock-lines';

export type Restock =
  | { readonly status: 'none' }
  | {
      readonly status: 'booked';
      readonly orderId: string;
      readonly placeId: string;
      readonly lines: readonly Line[];
      readonly returnId?: string;
    };

/** restock/<restockId> */
export const RestockStream = defineStream<Restock, StockRestocked>({
  kind: 'restock',
  initial: { status: 'none' },
  evolve: (_restock, { orderId, placeId, lines, returnId }) => ({
    status: 'booked',
    orderId,
    placeId,
    lines,
    ...(returnId === undefined ? {} : { returnId }),
  }),
});
