import { ExchangeAnswered } from '@entrepot/contracts/orders';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';

const ON_ITS_WAY: readonly KnownOrder['phase'][] = ['confirmed', 'shipping', 'delivered'];

/** A replacement tells its return that it is on its way, or that it will not be. */
export function answerExchange(order: KnownOrder): readonly OrderEvent[] {
  const { exchange, orderId } = order.placed;
  if (exchange === undefined) return [];
  const named = { orderId, originalOrderId: exchange.orderId, returnId: exchange.returnId };
  if (order.phase === 'cancelled') {
    if (order.exchangeTold === 'failed') return [];
    const reason = order.cancelReason ?? 'cancelled';
    return [new ExchangeAnswered({ ...named, outcome: 'failed', reason })];
  }
  if (order.exchangeTold !== undefined || !ON_ITS_WAY.includes(order.phase)) return [];
  return [new ExchangeAnswered({ ...named, outcome: 'confirmed' })];
}
