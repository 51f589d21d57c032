import type { ChangeLines } from '@entrepot/contracts/orders';
import { DomainError, never, type FieldError } from '@entrepot/kernel';
import { MOST_LINES } from './bundle-faults';
import { faultsOfCharges } from './charges';
import type { ChangedLines } from './changed-lines';
import type { KnownOrder } from './order-state';
import { handedOver, isOpen, remaining } from './quantities';
import { lessLines } from './stock-lines';
import { tooDear, tooMany } from './submitted-order';
import { totalsOf } from './valuation';

/** Lines may change until all of the order is with carriers, one change at a time. */
export function refuseUnchangeable(order: KnownOrder): void {
  refuseWhenOver(order);
  refuseWhileBusy(order);
}

/** Nothing can be changed in an order that has ended or is about to. */
export function refuseWhenOver(order: KnownOrder): void {
  const { orderId } = order.placed;
  switch (order.phase) {
    case 'placed':
    case 'reserving':
    case 'backordered':
    case 'paying':
    case 'confirmed':
    case 'shipping':
      return;
    case 'cancelling':
      throw new DomainError('order.cancelling', { orderId });
    case 'delivered':
      throw new DomainError('order.delivered', { orderId });
    case 'closed':
      throw new DomainError('order.closed', { orderId });
    case 'cancelled':
      throw new DomainError('order.already-cancelled', { orderId });
    default:
      never(order.phase);
  }
}

function refuseWhileBusy(order: KnownOrder): void {
  const { orderId } = order.placed;
  refuseSecondChange(order);
  const isMoving = order.reroute || order.shipments.some((shipment) => isOpen(shipment) && shipment.voidAsked);
  if (isMoving) throw new DomainError('order.change-pending', { orderId });
  const isAllGone = lessLines(remaining(order), handedOver(order)).length === 0;
  if (isAllGone || order.payment.release !== 'none') throw new DomainError('order.already-shipped', { orderId });
}

/** While a change of lines is being prepared, nothing else about lines or address may change; a whole order may be cancelled. */
export function refuseSecondChange({ placed: { orderId }, change }: KnownOrder): void {
  if (change !== undefined) throw new DomainError('order.change-pending', { orderId });
}

/** Refuses a change that comes to nothing, leaves nothing, or charges what cannot be. */
export function checkChange(order: KnownOrder, { charges = [] }: ChangeLines, lines: ChangedLines): void {
  const { added, removed } = lines;
  const errors = [
    ...(added.length === 0 && removed.length === 0 ? [fault('change', 'minimum', 'must change something')] : []),
    ...(leavesNothing(order, { added, removed })
      ? [fault('remove', 'maximum', 'leaves nothing: cancel the order')]
      : []),
    ...(added.length === 0 && charges.length > 0 ? [fault('charges', 'added-only', 'need lines that are added')] : []),
    ...faultsOfCharges(charges, [...added, ...added.flatMap(({ bundle }) => bundle ?? [])]),
    ...tooLong(order, lines),
    ...tooMany([...remaining(order), ...added]).map((error) => ({ ...error, field: 'add' })),
    ...tooDear([...order.lines, ...added], [...order.charges, ...lines.charges]),
  ];
  if (errors.length === 0 && totalsOf(added, lines.charges).total < 0) {
    errors.push(fault('charges', 'minimum', 'discounts may not be more than what is added costs'));
  }
  if (errors.length > 0) throw new DomainError('order.change-invalid', { orderId: order.placed.orderId }, errors);
}

/** Cancelled lines stay with the order, and count. */
function tooLong(order: KnownOrder, { added, charges }: ChangedLines): FieldError[] {
  const known = new Set(order.lines.map(({ lineId }) => lineId));
  const fresh = added.filter(({ lineId }) => !known.has(lineId)).length;
  const most = (field: string, before: number, more: number) =>
    more > 0 && before + more > MOST_LINES
      ? [fault(field, 'maxItems', `with those of the order may be at most ${MOST_LINES}, and are ${before + more}`)]
      : [];
  return [...most('add', order.lines.length, fresh), ...most('charges', order.charges.length, charges.length)];
}

function leavesNothing(order: KnownOrder, { added, removed }: Pick<ChangedLines, 'added' | 'removed'>): boolean {
  return added.length === 0 && removed.length > 0 && lessLines(remaining(order), removed).length === 0;
}

function fault(field: string, rule: string, message: string): FieldError {
  return { field, rule, message };
}
