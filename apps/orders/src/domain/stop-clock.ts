import type { KnownOrder } from './order-state';

/** A hold stops the clock: what was to come by some time has as much time left after the hold as it had when the hold began. */
export function withoutTimeOfHold(order: KnownOrder, from: string, to: string): KnownOrder {
  const held = Date.parse(to) - Date.parse(from);
  const put = (time: string): string => new Date(Date.parse(time) + held).toISOString();
  const { payment, routing, change } = order;
  return {
    ...order,
    ...(payment.payBy !== undefined && { payment: { ...payment, payBy: put(payment.payBy) } }),
    ...(routing.giveUpAt !== undefined && { routing: { ...routing, giveUpAt: put(routing.giveUpAt) } }),
    ...(change?.payBy !== undefined && { change: { ...change, payBy: put(change.payBy) } }),
  };
}
