import type { Act } from './fate';
import type { Reply } from './api';
import type { Services } from './services';

const DAY_MS = 86_400_000;

function mustSucceed(what: string, reply: Reply): void {
  if (reply.status >= 400) throw new Error(`${what}: ${reply.status} ${JSON.stringify(reply.body)}`);
}

async function advance(services: Services, act: Extract<Act, { kind: 'advance' }>): Promise<void> {
  const body = { to: act.to, ...(act.at ? { occurredAt: act.at } : {}) };
  mustSucceed(act.id, await services.sandbox.post(`/sandbox/carrier/parcels/${act.trackingNumber}/advance`, body));
}

async function cancel({ orders }: Services, act: Extract<Act, { kind: 'cancel' }>): Promise<void> {
  const body = { reason: 'cancelled in the data' };
  mustSucceed(act.id, await orders.post(`/v1/orders/${act.orderId}/cancel`, body, { idempotencyKey: act.id }));
}

interface OrderAnswer {
  readonly lines: readonly { lineId: string; quantity: number }[];
}

async function giveBack({ orders, returns }: Services, act: Extract<Act, { kind: 'return' }>): Promise<void> {
  const { lines } = await orders.get<OrderAnswer>(`/v1/orders/${act.orderId}`);
  const occurredAt = act.at ? new Date(Date.parse(act.at) + DAY_MS).toISOString() : undefined;
  const body = {
    orderId: act.orderId,
    lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
    reason: 'changed-mind',
    ...(occurredAt ? { occurredAt } : {}),
  };
  // We have heard of the delivery already; returns may be behind.
  const options = { idempotencyKey: act.id, notYet: 'return.not-delivered' };
  mustSucceed(act.id, await returns.post('/v1/returns', body, options));
}

interface ReturnAnswer {
  readonly lines: readonly { lineId: string; quantity: number }[];
}

async function inspect({ returns }: Services, act: Extract<Act, { kind: 'inspect' }>): Promise<void> {
  const { lines } = await returns.get<ReturnAnswer>(`/v1/returns/${act.returnId}`);
  const body = { lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity, disposition: 'restock' })) };
  mustSucceed(act.id, await returns.post(`/v1/returns/${act.returnId}/inspect`, body, { idempotencyKey: act.id }));
}

/** Does what a shopper, an operator or the carrier would do. Repeats are harmless: every act has its own key. */
export function perform(services: Services, act: Act): Promise<void> {
  switch (act.kind) {
    case 'advance':
      return advance(services, act);
    case 'cancel':
      return cancel(services, act);
    case 'return':
      return giveBack(services, act);
    case 'inspect':
      return inspect(services, act);
  }
}
