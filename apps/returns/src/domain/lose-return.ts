import type { ShipmentProgressed } from '@entrepot/contracts/logistics';
import { ReturnParcelLost, type RefundLostReturn } from '@entrepot/contracts/returns';
import { DomainError, ignored, never, type Decide, type Decision, decided, type Given } from '@entrepot/kernel';
import { inspect } from './inspect-return';
import { receive } from './follow-parcel';
import type { Return } from './return';

export const LOST_PARCEL_POLICIES = ['ask', 'refund'] as const;

export interface LossPolicy {
  /** What follows when a carrier loses a return: a person decides, or the customer gets the money at once. */
  readonly lostReturns: (typeof LOST_PARCEL_POLICIES)[number];
}

/** The carrier lost the parcel of a return, or one that it had lost turned up. */
export const noteLoss =
  ({ lostReturns }: LossPolicy): Decide<Return, ShipmentProgressed> =>
  (current, { status, occurredAt }, given) => {
    if (status === 'delivered') return turnedUp(current, occurredAt, given);
    switch (current.status) {
      case 'none':
      case 'requested':
        throw new DomainError('return.not-found', { returnId: given.key });
      case 'approved':
      case 'labelled':
      case 'in-transit': {
        const { returnId, orderId } = current;
        const lost = new ReturnParcelLost({ returnId, orderId, ...(occurredAt !== undefined && { occurredAt }) });
        if (lostReturns === 'ask') return decided(lost);
        return withFirst(lost, giveUpParcel(current, { reason: 'the carrier lost the parcel' }));
      }
      case 'rejected':
        return ignored('called off: nothing is owed for it');
      case 'lost':
      case 'received':
      case 'inspected':
      case 'completed':
        return ignored('it is known to be lost, or has arrived');
      default:
        return never(current);
    }
  };

/** A person decides that a lost parcel will not come: the customer gets the money, as if it had arrived. */
export function refundLost(current: Return, body: RefundLostReturn, given: Given): Decision {
  switch (current.status) {
    case 'none':
      throw new DomainError('return.not-found', { returnId: given.key });
    case 'lost':
      return giveUpParcel(current, body);
    case 'inspected':
    case 'completed':
      if (current.inspected.every(({ disposition }) => disposition === 'lost')) return ignored('refunded already');
      throw new DomainError('return.not-lost', { status: current.status });
    case 'requested':
    case 'rejected':
    case 'approved':
    case 'labelled':
    case 'in-transit':
    case 'received':
      throw new DomainError('return.not-lost', { status: current.status });
    default:
      return never(current);
  }
}

function turnedUp(current: Return, occurredAt: string | undefined, given: Given): Decision {
  const isMissed = current.status === 'lost' || (current.status === 'rejected' && !current.arrived);
  if (isMissed) return receive(current, occurredAt, given.key);
  return ignored('it is not waited for as lost; what was refunded is taken in by an adjustment of stock');
}

type OnItsWay = Extract<Return, { status: 'approved' | 'labelled' | 'in-transit' | 'lost' | 'received' }>;

function giveUpParcel(current: OnItsWay, { reason, by }: RefundLostReturn): Decision {
  const lines = current.lines.map((line) => ({ ...line, disposition: 'lost' as const }));
  return inspect(current, lines, { note: reason, ...(by !== undefined && { inspector: by }) });
}

function withFirst(first: ReturnParcelLost, decision: Decision): Decision {
  return decision.kind === 'decided' ? decided(first, ...decision.events) : decision;
}
