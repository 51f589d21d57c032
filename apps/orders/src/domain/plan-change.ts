import type { ChangeLines, DeclaredTender } from '@entrepot/contracts/orders';
import { deriveId, DomainError, sum } from '@entrepot/kernel';
import { worth } from './amounts';
import { coverage, refundDue } from './balance';
import type { Assortment } from './assortment';
import { changedLines, type ChangedLines } from './changed-lines';
import { checkChange, refuseUnchangeable } from './changeable';
import { stopsFor } from './follow-up-changing';
import { cancel } from './follow-up-cancelling';
import { makeChange, type LinesChange } from './make-change';
import { openTenders } from './open-tenders';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';
import type { Saga } from './saga-policy';
import { tenderFor } from './tender-for-change';
import { totalsOf } from './valuation';

/** A change of lines worked out: what it is, what it costs, and when it can come about. */
export interface PlannedChange {
  readonly change: LinesChange;
  /** Nothing is added: it is a cancellation of lines. */
  readonly isRemoval: boolean;
  readonly isAtOnce: boolean;
  /** What makes it come about at once. */
  readonly events: readonly OrderEvent[];
  readonly addedAmount: number;
  readonly worthAfter: number;
  readonly toPay: number;
  readonly toRefund: number;
  readonly shipmentsToStop: readonly string[];
}

/** Works a wish out, or refuses it. Records nothing. */
export function planChange(order: KnownOrder, body: ChangeLines, catalog: Assortment, saga: Saga): PlannedChange {
  refuseUnchangeable(order);
  const lines = changedLines(order, body, catalog);
  checkChange(order, body, lines);
  const changeId = deriveId('chg', order.placed.orderId, saga.given.inputId);
  const wish = { ...lines, changeId, reason: body.reason };
  const { stops, isTooLate } = stopsFor(order, lines.removed);
  if (isTooLate) throw new DomainError('order.already-shipped', { orderId: order.placed.orderId });
  const plan = { shipmentsToStop: stops, isRemoval: lines.added.length === 0 };
  return plan.isRemoval
    ? { ...plan, ...removal(order, wish, lines), isAtOnce: stops.length === 0 }
    : { ...plan, ...addition(order, wish, body, saga) };
}

function removal(order: KnownOrder, change: LinesChange, { removed }: ChangedLines) {
  const events = cancel(order, removed, change.reason);
  const [event] = events;
  const amount = event?.type === 'OrderLinesCancelled' ? event.amount : 0;
  const worthAfter = worth(order) - amount;
  return { change, events, addedAmount: 0, worthAfter, toPay: 0, toRefund: refundDue(order, worthAfter) };
}

function addition(order: KnownOrder, wish: Omit<LinesChange, 'tender'>, body: ChangeLines, saga: Saga) {
  const isAtOnce = nothingIsChosen(order);
  const worthAfter = worth(makeChange(order, wish, saga).after);
  const toPay = Math.max(0, worthAfter - covered(order, isAtOnce));
  const tender = tenderFor(order, { changeId: wish.changeId, toPay, asked: body.tender });
  const change: LinesChange = { ...wish, ...(tender && { tender }) };
  return {
    change,
    isAtOnce,
    events: makeChange(order, change, saga).events,
    addedAmount: totalsOf(wish.added, wish.charges).total,
    worthAfter,
    toPay,
    toRefund: refundDue(order, worthAfter),
  };
}

/** No place was chosen and no money asked for yet: the order may just become another. */
function nothingIsChosen({ phase, payment }: KnownOrder): boolean {
  return payment.status === 'none' && (phase === 'placed' || phase === 'backordered');
}

/** What the tenders cover that are asked for, or will be. */
function covered(order: KnownOrder, isAtOnce: boolean): number {
  if (order.payment.status !== 'none') return coverage(order);
  const tenders: readonly DeclaredTender[] = isAtOnce ? order.tenders : openTenders(order);
  return sum(tenders.map(({ amount }) => amount));
}
