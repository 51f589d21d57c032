import type { ReturnAnswer } from '@entrepot/contracts/returns';
import { DomainError } from '@entrepot/kernel';
import type { Return } from '../domain/return';

/** How long a caller waits for the commit, milliseconds. */
export const DEADLINE_MS = 10_000;

function parcel(current: Exclude<Return, { status: 'none' | 'requested' }>) {
  const { placeId, shipmentId, trackingNumber, labelUrl } = current;
  return {
    ...(placeId === undefined ? {} : { placeId }),
    ...(shipmentId === undefined ? {} : { shipmentId }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    ...(labelUrl === undefined ? {} : { labelUrl }),
  };
}

function outcome(current: Return) {
  if (current.status === 'rejected') return { rejection: current.rejection };
  if (current.status !== 'inspected' && current.status !== 'completed') return {};
  const { inspected, refunded } = current;
  return { inspected: [...inspected], ...(refunded === undefined ? {} : { refunded }) };
}

/** A return as callers see it. */
export function answer(returnId: string, current: Return): ReturnAnswer {
  if (current.status === 'none' || current.status === 'requested')
    throw new DomainError('return.not-found', { returnId });
  const { orderId, status: state, reason, lines, requestedAt } = current;
  return { returnId, orderId, state, reason, lines: [...lines], requestedAt, ...parcel(current), ...outcome(current) };
}
