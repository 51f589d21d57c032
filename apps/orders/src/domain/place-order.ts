import { OrderHeld, OrderIntakeAccepted, OrderPlaced, SkuAwaited, type OrderDoor } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, type Decide, type Decided, type Decision } from '@entrepot/kernel';
import { assortmentOf, type Assortment, type VouchedSku } from './assortment';
import { refuseBundles, unknownSku, unknownSkus } from './bundle-faults';
import { takeApart, type TakenApart } from './bundle-lines';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { outcome } from './saga';
import type { SagaPolicy } from './saga-policy';
import { SkuStream } from './sku';
import type { SubmittedOrder } from './submitted-order';

export interface Submission {
  readonly order: SubmittedOrder;
  readonly door: OrderDoor;
  /** SKUs that the catalog has just vouched for, though it was not heard of them here yet. */
  readonly vouched?: readonly VouchedSku[];
  /** Bundles stay SKUs of their own. */
  readonly asOne?: boolean;
}

/**
 * An order comes in. The same order again is the same order. Over HTTP an unknown SKU is refused; an intake cannot be asked
 * back, so its order is held until the catalog knows the SKU.
 */
export const placeOrder =
  (policy: SagaPolicy): Decide<Order, Submission> =>
  (state, submission, given) => {
    if (state.status !== 'none') return again(state, submission);
    const { order, door, vouched } = submission;
    const occurredAt = order.occurredAt ?? given.now;
    const catalog = assortmentOf(given, { currency: order.currency, at: occurredAt, vouched });
    const unknown = unknownSkus(order.lines, catalog);
    if (unknown.length > 0 && door === 'http') throw unknownSku('lines', order.lines, unknown, catalog);
    const { orderId, source, sourceOrderId } = order;
    const held = new OrderHeld({ orderId, reason: 'unknown-sku', skus: unknown });
    const accepted = new OrderIntakeAccepted({
      source,
      sourceOrderId,
      orderId,
      state: unknown.length > 0 ? 'held' : 'placed',
    });
    const recorded: OrderEvent[] = [
      placed(submission, occurredAt, catalog),
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

function placed({ order, door, asOne = false }: Submission, occurredAt: string, catalog: Assortment): OrderPlaced {
  const priceDeviations = order.lines.flatMap(({ lineId, sku, unitPrice }) => {
    const asked = catalog.priceOf(sku);
    return asked === undefined || asked === unitPrice ? [] : [{ lineId, ordered: unitPrice, catalog: asked }];
  });
  return new OrderPlaced({ ...order, ...apart(order, asOne, catalog), occurredAt, door, priceDeviations });
}

function apart({ lines, charges }: SubmittedOrder, asOne: boolean, catalog: Assortment): TakenApart {
  if (asOne) return { lines, charges };
  const taken = takeApart({ lines, charges }, catalog);
  refuseBundles('lines', lines, taken, catalog);
  return taken;
}
