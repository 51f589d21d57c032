import { OrderActionAnswered, type OrderActionRequested } from '@entrepot/contracts/orders';
import { decided, DomainError, never, type Decide, type Decision, type Given } from '@entrepot/kernel';
import { addNote } from './add-note';
import { BulkStream } from './bulk';
import { cancelOrder } from './cancel-order';
import { holdOrder, releaseOrder } from './hold-order';
import { evolve } from './order';
import type { OrderEvent } from './order-event';
import type { Order } from './order-state';
import { detailOf } from './refusals';
import type { SagaPolicy } from './saga-policy';

const LONGEST_DETAIL = 1_000;

/** What one of many orders answers. */
export type Answer = Omit<OrderActionAnswered, 'type' | 'bulkId'>;

/** One of many orders does what all are asked for. Whatever comes of it is told to the bulk: a refusal is an answer, too. */
export const actInBulk =
  (policy: SagaPolicy): Decide<Order, OrderActionRequested> =>
  (order, request, given) => {
    const { decision, answer } = attempt(policy)(order, request, given);
    const answered = new OrderActionAnswered({ bulkId: request.bulkId, ...answer });
    return (decision.kind === 'ignored' ? decided() : decision).on(BulkStream, request.bulkId, answered);
  };

/** What the action does to an order, and the answer that it gives. */
export const attempt =
  (policy: SagaPolicy) =>
  (order: Order, request: OrderActionRequested, given: Given): { decision: Decision; answer: Answer } => {
    const { orderId } = request;
    try {
      const decision = act(policy, order, request, given);
      const outcome = decision.kind === 'ignored' ? ('unchanged' as const) : ('done' as const);
      return { decision, answer: { orderId, outcome, ...stateOf(after(order, decision, given)) } };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code } = error;
      const detail = cut(detailOf(error) ?? code);
      return { decision: decided(), answer: { orderId, outcome: 'refused', ...stateOf(order), code, detail } };
    }
  };

/** Never between the halves of a character, which no contract takes. */
function cut(detail: string): string {
  return [...detail.slice(0, 2 * LONGEST_DETAIL)].slice(0, LONGEST_DETAIL).join('');
}

function act(policy: SagaPolicy, order: Order, request: OrderActionRequested, given: Given): Decision {
  const { orderId, action, reason = action, visibility = 'internal', by } = request;
  switch (action) {
    case 'cancel':
      return cancelOrder(policy)(order, { orderId, reason }, given);
    case 'hold':
      return holdOrder(order, { orderId, note: reason }, given);
    case 'release':
      return releaseOrder(policy)(order, { orderId, ...(request.reason && { note: reason }) }, given);
    case 'note':
      return addNote(order, { orderId, text: reason, visibility, ...(by && { by }) }, given);
    default:
      return never(action);
  }
}

function after(order: Order, decision: Decision, { merchantId, key, now }: Given): Order {
  if (decision.kind === 'ignored') return order;
  const at = { merchantId, key, version: 0, at: now };
  return (decision.events as readonly OrderEvent[]).reduce<Order>((state, event) => evolve(state, event, at), order);
}

function stateOf({ status }: Order) {
  return status === 'none' ? {} : { state: status };
}
