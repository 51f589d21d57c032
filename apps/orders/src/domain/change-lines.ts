import { OrderLinesChangeRequested, type ChangeLines } from '@entrepot/contracts/orders';
import type { Decide, Peek } from '@entrepot/kernel';
import { assortmentOf, type VouchedSku } from './assortment';
import { unknownSku, unknownSkus } from './bundle-faults';
import { cancelOrder } from './cancel-order';
import { routingRequest } from './follow-up-reserving';
import { makeChange } from './make-change';
import { planChange, type PlannedChange } from './plan-change';
import type { KnownOrder, Order } from './order-state';
import { known, proceed } from './saga';
import { underTerms, type Saga, type SagaPolicy } from './saga-policy';
import { withComponents } from './taking-orders';

export interface LinesWish {
  readonly orderId: string;
  readonly body: ChangeLines;
  /** The client that asks, where it is known. */
  readonly by?: string;
  /** SKUs that the catalog has just vouched for, though it was not heard of them here yet. */
  readonly vouched?: readonly VouchedSku[];
}

/**
 * Lines come and go. At once while no place was chosen; pieces that only go, as a cancellation does it. Else what is added is set
 * aside and paid for first, and until then the order stays what it is.
 */
export const changeLines =
  (policy: SagaPolicy): Decide<Order, LinesWish> =>
  (state, wish, given) => {
    const order = known(state, wish.orderId);
    const saga = underTerms({ policy, given }, order.placed.terms);
    const { orderId, by, body } = wish;
    const plan = previewChange(order, wish, saga);
    const { change, isRemoval, isAtOnce } = plan;
    if (isRemoval) {
      return cancelOrder(policy)(
        order,
        { orderId, reason: body.reason, lines: change.removed, isChecked: true },
        given,
      );
    }
    if (isAtOnce) return proceed(order, [...plan.events, ...routeAnew(order, plan, saga)], saga);
    const { added, removed, charges, ...rest } = change;
    const lists = { added: [...added], removed: [...removed], charges: [...charges] };
    const requested = new OrderLinesChangeRequested({ orderId, ...rest, ...lists, ...(by !== undefined && { by }) });
    return proceed(order, [requested], saga);
  };

/** What a change would come to. */
export function previewChange(order: KnownOrder, { body, vouched = [] }: LinesWish, saga: Saga): PlannedChange {
  const { given } = saga;
  const catalog = assortmentOf(given, { currency: order.placed.currency, at: given.now, vouched });
  const { add = [] } = body;
  const unknown = unknownSkus(add, catalog);
  if (unknown.length > 0) throw unknownSku('add', add, unknown, catalog);
  return planChange(order, body, catalog, saga);
}

/** The SKUs that a change adds, and those that bundles among them are put together from: what the decision about it reads. */
export function addedSkus({ body: { add = [] }, vouched = [] }: LinesWish, peek: Peek) {
  return withComponents(
    add.map(({ sku }) => sku),
    vouched,
    peek,
  );
}

/** A backordered order looks for stock at once; a placed one does so by itself. */
function routeAnew(order: KnownOrder, { change }: PlannedChange, saga: Saga) {
  return order.status === 'backordered' ? [routingRequest(makeChange(order, change, saga).after)] : [];
}
