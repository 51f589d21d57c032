import type { ReturnInspected } from '@entrepot/contracts/returns';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { deriveId, type Peek, type StreamRef } from '@entrepot/kernel';
import { OrderStream } from './order';
import type { KnownOrder } from './order-state';
import { submittedOrder, type SubmittedOrder } from './submitted-order';
import { withComponents } from './taking-orders';

const SOURCE = 'exchange';

/** Id of the order that replaces what came back in a return. */
export function replacementIdOf(returnId: string): string {
  return deriveId('ord', SOURCE, returnId);
}

/**
 * The order that replaces these pieces: of the same price, for which nothing is to be paid, because the money of what came
 * back stays with the first order. Out of stock, it is cancelled: then that money goes back.
 */
export function replacementOf(
  order: KnownOrder,
  { returnId, exchange = [] }: ReturnInspected,
  back: readonly OrderLineQuantity[],
  merchantId: string,
): SubmittedOrder {
  const wanted = new Map(exchange.map(({ lineId, sku }) => [lineId, sku]));
  const priceOf = new Map(order.lines.map(({ lineId, unitPrice }) => [lineId, unitPrice]));
  const lines = back.map(({ lineId, quantity }) => ({
    ...{ lineId, quantity, sku: wanted.get(lineId) ?? '', unitPrice: priceOf.get(lineId) ?? 0 },
  }));
  const worth = lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 0);
  const { currency, customer, source, terms } = order.placed;
  const body = {
    ...{ source, currency, lines, shipTo: order.shipTo, tenders: [], shortagePolicy: 'cancel' as const },
    charges: worth === 0 ? [] : [{ type: 'discount' as const, amount: worth }],
    ...(customer !== undefined && { customer }),
  };
  const name = { source: SOURCE, sourceOrderId: returnId };
  // What the merchant decided counts for the goods as it did when they were bought.
  const merchant = { id: merchantId, shortagePolicy: body.shortagePolicy, ...(terms !== undefined && { terms }) };
  return {
    ...submittedOrder(body, name, merchant),
    orderId: replacementIdOf(returnId),
    exchange: { orderId: order.placed.orderId, returnId },
  };
}

/** What deciding on an exchange reads and writes besides the order that came back. */
export function replacementRefs({ returnId, exchange = [] }: ReturnInspected, peek: Peek): StreamRef[] {
  if (exchange.length === 0) return [];
  const skus = withComponents(
    exchange.map(({ sku }) => sku),
    [],
    peek,
  );
  return [{ stream: OrderStream, key: replacementIdOf(returnId) }, ...skus] as StreamRef[];
}
