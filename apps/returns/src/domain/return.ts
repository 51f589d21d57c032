import type {
  InspectedLine,
  ReturnApproved,
  ReturnCompleted,
  ReturnInspected,
  ReturnInTransit,
  ReturnLabelled,
  ReturnReason,
  ReturnReceived,
  ReturnRefunded,
  ReturnRejected,
  ReturnRequested,
  ReturnRestocked,
  ReturnRestockRequested,
  ReturnShipmentRequested,
} from '@entrepot/contracts/returns';
import { defineStream, never, type RecordedAt } from '@entrepot/kernel';

export interface ReturnLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}

interface Asked {
  readonly returnId: string;
  readonly orderId: string;
  readonly lines: readonly ReturnLine[];
  readonly reason: ReturnReason;
  readonly requestedAt: string;
}

interface Sent extends Asked {
  readonly placeId: string;
  readonly shipmentId: string;
  readonly trackingNumber?: string;
  readonly labelUrl?: string;
}

/** The money and the goods of an inspected return are settled apart; both have to be. */
interface Settling extends Sent {
  readonly inspected: readonly InspectedLine[];
  readonly refunded?: number;
  readonly restocked: boolean;
}

export type Return =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Asked)
  | ({ readonly status: 'rejected'; readonly rejection: string } & Asked & Partial<Omit<Sent, keyof Asked>>)
  | ({ readonly status: 'approved' | 'labelled' | 'in-transit' | 'received' } & Sent)
  | ({ readonly status: 'inspected' | 'completed' } & Settling);

export type ReturnEvent =
  | ReturnRequested
  | ReturnApproved
  | ReturnRejected
  | ReturnShipmentRequested
  | ReturnLabelled
  | ReturnInTransit
  | ReturnReceived
  | ReturnInspected
  | ReturnRestockRequested
  | ReturnRefunded
  | ReturnRestocked
  | ReturnCompleted;

/** Narrows to what has been sent on its way; events only ever follow those that make it so. */
function sent(current: Return): Sent {
  if ('placeId' in current && current.placeId !== undefined && current.shipmentId !== undefined) {
    const { placeId, shipmentId } = current;
    return { ...current, placeId, shipmentId };
  }
  throw new Error(`a return that is ${current.status} has no shipment`);
}

function settling(current: Return): Settling & { status: 'inspected' | 'completed' } {
  if (current.status === 'inspected' || current.status === 'completed') return current;
  throw new Error(`a return that is ${current.status} was not inspected`);
}

function asked(current: Return): Asked {
  if (current.status !== 'none') return current;
  throw new Error('a return begins with its request');
}

function evolve(current: Return, event: ReturnEvent, { at }: RecordedAt): Return {
  switch (event.type) {
    case 'ReturnRequested': {
      const { returnId, orderId, lines, reason } = event;
      return { status: 'requested', returnId, orderId, lines, reason, requestedAt: event.occurredAt ?? at };
    }
    case 'ReturnApproved':
      return current;
    case 'ReturnRejected':
      return { ...asked(current), status: 'rejected', rejection: event.reason };
    case 'ReturnShipmentRequested':
      return { ...asked(current), status: 'approved', placeId: event.placeId, shipmentId: event.shipmentId };
    case 'ReturnLabelled': {
      const { trackingNumber, labelUrl } = event;
      return { ...sent(current), status: 'labelled', trackingNumber, labelUrl };
    }
    case 'ReturnInTransit':
      return { ...sent(current), status: 'in-transit' };
    case 'ReturnReceived':
      return { ...sent(current), status: 'received' };
    default:
      return evolveSettling(current, event);
  }
}

type SettlingEvent = ReturnInspected | ReturnRestockRequested | ReturnRefunded | ReturnRestocked | ReturnCompleted;

function evolveSettling(current: Return, event: SettlingEvent): Return {
  switch (event.type) {
    case 'ReturnInspected': {
      const restocked = event.lines.every(({ disposition }) => disposition !== 'restock');
      return { ...sent(current), status: 'inspected', inspected: event.lines, restocked };
    }
    case 'ReturnRestockRequested':
      return current;
    case 'ReturnRefunded':
      return { ...settling(current), refunded: event.amount };
    case 'ReturnRestocked':
      return { ...settling(current), restocked: true };
    case 'ReturnCompleted':
      return { ...settling(current), status: 'completed' };
    default:
      return never(event);
  }
}

/** `return/<returnId>` */
export const ReturnStream = defineStream<Return, ReturnEvent>({
  kind: 'return',
  initial: { status: 'none' },
  evolve,
});
