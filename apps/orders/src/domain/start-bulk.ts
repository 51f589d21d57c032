import { isOpaqueId } from '@entrepot/contracts';
import {
  BulkActionStarted,
  OrderActionRequested,
  type BulkAction,
  type BulkOrders,
  type NoteVisibility,
} from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, type Decide, type FieldError } from '@entrepot/kernel';
import type { Bulk } from './bulk';

/** What is to be done with each of them. */
export interface Wished {
  readonly action: BulkAction;
  readonly reason?: string;
  readonly visibility?: NoteVisibility;
  /** The client that asks, where it is known. */
  readonly by?: string;
}

export interface BulkWish {
  readonly wish: Wished;
  readonly orderIds: readonly string[];
  /** More orders fit the filter than these. */
  readonly more?: boolean;
}

/** Asks every order once. Which orders they are is recorded here: a repeat does not look for them again. */
export const startBulk: Decide<Bulk, BulkWish> = (bulk, { wish, orderIds, more = false }, given) => {
  if (bulk.action !== undefined) return ignored('this was started before');
  const { action, reason } = wish;
  const bulkId = given.key;
  const ids = [...new Set(orderIds)];
  const told = { ...(reason !== undefined && { reason }), ...(more && { more }) };
  return decided(
    new BulkActionStarted({ bulkId, action, orders: ids.length, ...told }),
    ...ids.map((orderId) => new OrderActionRequested({ bulkId, orderId, ...wish })),
  );
};

/** Longest reasons that the actions take. */
const LONGEST: Readonly<Record<BulkAction, number>> = { cancel: 200, hold: 500, release: 500, note: 2_000 };

/** Refuses a body that contradicts itself, naming the fields. */
export function checkBulk({ action, orderIds, filter, reason }: BulkOrders): void {
  const errors = faultsOfIds(orderIds ?? []);
  if ((orderIds === undefined) === (filter === undefined)) {
    errors.push({ field: 'orderIds', rule: 'either', message: 'give either orderIds or a filter' });
  }
  if (reason === undefined && action !== 'release') {
    errors.push({ field: 'reason', rule: 'required', message: `must be given to ${action}` });
  }
  const most = LONGEST[action];
  if ((reason ?? '').length > most) {
    errors.push({ field: 'reason', rule: 'maxLength', message: `must be at most ${most} characters to ${action}` });
  }
  if (errors.length > 0) throw new DomainError('order.bulk-invalid', {}, errors);
}

/** What can be the id of no order could not be asked either. */
function faultsOfIds(orderIds: readonly string[]): FieldError[] {
  const message = 'must be an id of 1 to 64 letters, digits or _ . : -';
  return orderIds.flatMap((orderId, index) =>
    isOpaqueId(orderId) ? [] : [{ field: `orderIds[${index}]`, rule: 'pattern', message }],
  );
}
