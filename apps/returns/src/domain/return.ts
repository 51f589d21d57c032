import type {
  ExchangeLine,
  ReturnApproved,
  ReturnInTransit,
  ReturnLabelled,
  ReturnParcelLost,
  ReturnReason,
  ReturnReceived,
  ReturnRejected,
  ReturnRequested,
  ReturnShipmentRequested,
} from '@entrepot/contracts/returns';
import { defineStream, type RecordedAt } from '@entrepot/kernel';
import { evolveSettling, type Settling, type SettlingEvent } from './settling';

export interface ReturnLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}

/** What is wanted instead of the money. */
export interface Exchange {
  readonly lines: readonly ExchangeLine[];
  readonly state: 'wanted' | 'confirmed' | 'failed';
  /** The replacement, once it is known. */
  readonly orderId?: string;
  readonly reason?: string;
  /** For parts of the replacement that were lost, cancelled or sent back. */
  readonly givenBack?: number;
}

interface Asked {
  readonly returnId: string;
  readonly orderId: string;
  readonly lines: readonly ReturnLine[];
  readonly reason: ReturnReason;
  readonly requestedAt: string;
  readonly exchange?: Exchange;
  readonly approvalNote?: string;
  /** When it came into its status. */
  readonly since?: string;
}

export interface Sent extends Asked {
  readonly placeId: string;
  readonly shipmentId: string;
  readonly trackingNumber?: string;
  readonly labelUrl?: string;
  readonly trackingUrl?: string;
}

interface Rejected extends Asked, Partial<Omit<Sent, keyof Asked>> {
  readonly rejection: string;
  /** It was here already. */
  readonly arrived?: boolean;
}

export type Return =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Asked)
  | ({ readonly status: 'rejected' } & Rejected)
  | ({ readonly status: 'approved' | 'labelled' | 'in-transit' | 'lost' | 'received' } & Sent)
  | ({ readonly status: 'inspected' | 'completed' } & Settling);

export type ReturnEvent =
  | ReturnRequested
  | ReturnApproved
  | ReturnRejected
  | ReturnShipmentRequested
  | ReturnLabelled
  | ReturnInTransit
  | ReturnReceived
  | ReturnParcelLost
  | SettlingEvent;

/** Narrows to what has been sent on its way; events only ever follow those that make it so. */
function sent(current: Return): Sent {
  if ('placeId' in current && current.placeId !== undefined && current.shipmentId !== undefined) {
    const { placeId, shipmentId } = current;
    return { ...current, placeId, shipmentId };
  }
  throw new Error(`a return that is ${current.status} has no shipment`);
}

function rejected(current: Return, rejection: string): Return {
  const state = { ...asked(current), status: 'rejected' as const, rejection };
  return current.status === 'received' ? { ...state, arrived: true } : state;
}

function asked(current: Return): Asked {
  if (current.status !== 'none') return current;
  throw new Error('a return begins with its request');
}

function evolve(current: Return, event: ReturnEvent, recorded: RecordedAt): Return {
  const next = after(current, event, recorded);
  if (next.status === 'none') return next;
  const since = next.status === current.status ? current.since : recorded.at;
  return since === undefined ? next : { ...next, since };
}

function after(current: Return, event: ReturnEvent, { at }: RecordedAt): Return {
  switch (event.type) {
    case 'ReturnRequested': {
      const { returnId, orderId, lines, reason, exchange } = event;
      const wanted = exchange === undefined ? {} : { exchange: { lines: exchange, state: 'wanted' as const } };
      return { status: 'requested', returnId, orderId, lines, reason, requestedAt: event.occurredAt ?? at, ...wanted };
    }
    case 'ReturnApproved':
      return { ...asked(current), status: 'requested', ...(event.note !== undefined && { approvalNote: event.note }) };
    case 'ReturnRejected':
      return rejected(current, event.reason);
    case 'ReturnShipmentRequested':
      return { ...asked(current), status: 'approved', placeId: event.placeId, shipmentId: event.shipmentId };
    case 'ReturnLabelled': {
      const { trackingNumber, labelUrl, trackingUrl } = event;
      const label = { trackingNumber, labelUrl, ...(trackingUrl !== undefined && { trackingUrl }) };
      return { ...sent(current), status: 'labelled', ...label };
    }
    case 'ReturnInTransit':
      return { ...sent(current), status: 'in-transit' };
    case 'ReturnParcelLost':
      return { ...sent(current), status: 'lost' };
    case 'ReturnReceived':
      return { ...sent(current), status: 'received' };
    default:
      return evolveSettling(current, event);
  }
}

/** `return/<returnId>` */
export const ReturnStream = defineStream<Return, ReturnEvent>({
  kind: 'return',
  initial: { status: 'none' },
  evolve,
});
