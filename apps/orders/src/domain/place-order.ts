import { OrderHeld, OrderIntakeAccepted, OrderPlaced, SkuAwaited, type OrderDoor } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, type Decide, type Decided, type Decision, type Given } from '@entrepot/kernel';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { outcome } from './saga';
import type { SagaPolicy } from './saga-policy';
import { priceAt, SkuStream } from './sku';
import type { SubmittedOrder } from './submitted-order';

export interface Submission {
  readonly order: SubmittedOrder;
  readonly door: OrderDoor;
  /** SKUs that the catalog has just vouched for, though it was not heard of them here yet. */
  readonly vouched?: readonly string[];
}

/**
 * An order comes in. The same order again is the same order. Over HTTP an unknown SKU is refused; an intake cannot be asked
 * back, so its order is held until the catalog knows the SKU.
 */
export const placeOrder =
  (policy: SagaPolicy): Decide<Order, Submission> =>
  (state, submission, given) => {
    if (state.status !== 'none') return again(state, submission);
    const { order, door } = submission;
    const unknown = unknownSkus(submission, given);
    if (unknown.length > 0 && door === 'http') throw unknownSku(order, unknown);
    const { orderId, source, sourceOrderId } = order;
    const held = new OrderHeld({ orderId, reason: 'unknown-sku', skus: unknown });
    const accepted = new OrderIntakeAccepted({
      source,
      sourceOrderId,
      orderId,
      state: unknown.length > 0 ? 'held' : 'placed',
    });
    const recorded: OrderEvent[] = [
      placed(submission, given),
      ...(unknown.length > 0 ? [held] : []),
      ...(door === 'intake' ? [accepted] : []),
    ];
    const events = outcome(state, recorded, { policy, given });
    return unknown.reduce<Decided>(
      (decision, sku) => decision.on(SkuStream, sku, new SkuAwaited({ sku, orderId })),
      decided(...events),
    );
  };

function again(state: KnownOrder, { order, door }: Submission): Decision {
  const { orderId, source, sourceOrderId } = order;
  if (state.placed.contentHash !== order.contentHash) {
    throw new DomainError('order.conflict', { orderId, source, sourceOrderId });
  }
  if (door === 'http' || state.accepted) return ignored('this order was placed before, with the same content');
  const answer = state.holds.skus.length > 0 ? 'held' : 'placed';
  return decided(new OrderIntakeAccepted({ source, sourceOrderId, orderId, state: answer }));
}

function placed({ order, door }: Submission, given: Given): OrderPlaced {
  const occurredAt = order.occurredAt ?? given.now;
  const priceDeviations = order.lines.flatMap(({ lineId, sku, unitPrice }) => {
    const catalog = priceAt(given.read(SkuStream, sku), order.currency, occurredAt);
    return catalog === undefined || catalog === unitPrice ? [] : [{ lineId, ordered: unitPrice, catalog }];
  });
  return new OrderPlaced({ ...order, occurredAt, door, priceDeviations });
}

function unknownSkus({ order, vouched = [] }: Submission, given: Given): string[] {
  const skus = [...new Set(order.lines.map(({ sku }) => sku))];
  return skus.filter((sku) => !vouched.includes(sku) && !given.read(SkuStream, sku).isKnown);
}

function unknownSku(order: SubmittedOrder, skus: readonly string[]): DomainError {
  const errors = order.lines.flatMap(({ sku }, index) =>
    skus.includes(sku) ? [{ field: `lines[${index}].sku`, rule: 'known', message: 'is not in the catalog' }] : [],
  );
  return new DomainError('order.unknown-sku', { skus }, errors);
}
