import type { ReturnAnswer } from '@entrepot/contracts/returns';
import { DomainError } from '@entrepot/kernel';
import type { Return } from '../domain/return';

/** How long a caller waits for the commit, milliseconds. */
export const DEADLINE_MS = 10_000;

function parcel(current: Exclude<Return, { status: 'none' | 'requested' }>) {
  const { placeId, shipmentId, trackingNumber, labelUrl, trackingUrl } = current;
  return {
    ...(placeId === undefined ? {} : { placeId }),
    ...(shipmentId === undefined ? {} : { shipmentId }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    ...(labelUrl === undefined ? {} : { labelUrl }),
    ...(trackingUrl === undefined ? {} : { trackingUrl }),
  };
}

function outcome(current: Return) {
  if (current.status === 'rejected') return { rejection: current.rejection };
  if (current.status !== 'inspected' && current.status !== 'completed') return {};
  const { inspected, refunded, refurbishing, inspector, note } = current;
  return {
    inspected: [...inspected],
    ...(refurbishing.length > 0 && { refurbishing: [...refurbishing] }),
    ...(inspector !== undefined && { inspector }),
    ...(note !== undefined && { note }),
    ...(refunded !== undefined && { refunded }),
  };
}

/** A return as callers see it. */
export function answer(returnId: string, current: Return): ReturnAnswer {
  if (current.status === 'none' || current.status === 'requested')
    throw new DomainError('return.not-found', { returnId });
  const { orderId, status: state, reason, lines, requestedAt, since: stateSince = requestedAt } = current;
  const asked = { returnId, orderId, state, reason, lines: [...lines], requestedAt, stateSince };
  const { exchange, approvalNote } = current;
  const typed = approvalNote === undefined ? {} : { approvalNote };
  const wanted = exchange === undefined ? {} : { exchange: { ...exchange, lines: [...exchange.lines] } };
  return { ...asked, ...typed, ...wanted, ...parcel(current), ...outcome(current) };
}
