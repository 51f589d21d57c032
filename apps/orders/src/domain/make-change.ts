import { OrderLinesAdded } from '@entrepot/contracts/orders';
import type { OrderLineQuantity } from '@entrepot/contracts/shared';
import { evolve } from './order';
import type { OrderEvent } from './order-event';
import type { KnownOrder, PendingChange } from './order-state';
import { cancel } from './follow-up-cancelling';
import { remainingOf } from './quantities';
import type { Saga } from './saga-policy';
import { totalsOf } from './valuation';

export type LinesChange = Pick<PendingChange, 'changeId' | 'added' | 'removed' | 'charges' | 'tender' | 'reason'>;

/** What makes a change of lines come about, and the order that it leads to. */
export interface MadeChange {
  readonly events: readonly OrderEvent[];
  readonly after: KnownOrder;
}

/** First what is added, so that an order whose old lines all go is no cancelled order. */
export function makeChange(order: KnownOrder, change: LinesChange, saga: Saga): MadeChange {
  const { changeId, added, charges, tender, reason } = change;
  const { orderId } = order.placed;
  const lines = [...added];
  const tenders = tender === undefined ? [] : [tender];
  const more = new OrderLinesAdded({
    orderId,
    changeId,
    lines,
    charges: [...charges],
    tenders,
    ...totalsOf(lines, charges),
  });
  const grown = foldOne(order, more, saga);
  const fewer = cancel(grown, stillThere(grown, change.removed), reason);
  return { events: [more, ...fewer], after: fewer.reduce((state, event) => foldOne(state, event, saga), grown) };
}

/** Of what is to go, what the order still has: some of it may have been lost meanwhile. */
export function stillThere({ lines }: KnownOrder, removed: readonly OrderLineQuantity[]): OrderLineQuantity[] {
  return removed.flatMap(({ lineId, quantity }) => {
    const line = lines.find((entry) => entry.lineId === lineId);
    const left = line === undefined ? 0 : Math.min(quantity, remainingOf(line));
    return left === 0 ? [] : [{ lineId, quantity: left }];
  });
}

function foldOne(order: KnownOrder, event: OrderEvent, { given: { merchantId, key, now } }: Saga): KnownOrder {
  return evolve(order, event, { merchantId, key, version: 0, at: now }) as KnownOrder;
}
