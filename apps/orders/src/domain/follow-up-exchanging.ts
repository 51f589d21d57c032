import { ExchangeAnswered, ExchangeReduced } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Line } from './order-state';
import { asBought } from './sold-bundles';
import { lessLines } from './stock-lines';
import { toldReason } from './told-reason';

const ON_ITS_WAY: readonly KnownOrder['phase'][] = ['confirmed', 'shipping', 'delivered'];

/** A replacement tells its return that it is on its way, that pieces of it are not with the customer, or that nothing of it will be. */
export function answerExchange(order: KnownOrder): readonly OrderEvent[] {
  const { exchange, orderId } = order.placed;
  if (exchange === undefined || order.exchangeTold === 'failed') return [];
  const named = { orderId, originalOrderId: exchange.orderId, returnId: exchange.returnId };
  const { exchangeTold, exchangeReduced = [], cancelReason = 'cancelled' } = order;
  const reason = toldReason(cancelReason);
  const gone = notWithTheCustomer(order);
  if (order.phase === 'cancelled' && lessLines(order.lines, gone).length === 0) {
    return [new ExchangeAnswered({ ...named, outcome: 'failed', reason })];
  }
  if (exchangeTold === undefined) {
    return ON_ITS_WAY.includes(order.phase) ? [new ExchangeAnswered({ ...named, outcome: 'confirmed' })] : [];
  }
  // The first order knows them by the lines that it was to have: with a piece of a bundle all of it is gone.
  const lines = lessLines(asBought(order, gone), exchangeReduced);
  return lines.length === 0 ? [] : [new ExchangeReduced({ ...named, lines, reason: whyOf(order) })];
}

/** Pieces that were cancelled, or came back and were not replaced in their turn. */
function notWithTheCustomer(order: KnownOrder): OrderLineQuantity[] {
  const back = order.returns.flatMap(({ refund, lines = [], undone = [] }) =>
    refund === 'exchanged' ? undone : lines,
  );
  return order.lines
    .map((line) => ({ lineId: line.lineId, quantity: line.cancelled + piecesOf(back, line) }))
    .filter(({ quantity }) => quantity > 0);
}

function piecesOf(lines: readonly OrderLineQuantity[], { lineId }: Line): number {
  return lines.reduce((total, line) => total + (line.lineId === lineId ? line.quantity : 0), 0);
}

function whyOf({ returns, cancelReason }: KnownOrder): string {
  return cancelReason !== undefined ? toldReason(cancelReason) : returns.length > 0 ? 'returned' : 'cancelled';
}
