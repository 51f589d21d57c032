import { ReturnableReleased, ReturnRejected, type ApproveReturn, type RejectReturn } from '@entrepot/contracts/returns';
import { decided, DomainError, ignored, never, type Decision, type Given } from '@entrepot/kernel';
import type { Return } from './return';
import { ReturnableStream } from './returnable';
import { refuseTooMany, sendBack } from './send-back';

function notFound(given: Given): never {
  throw new DomainError('return.not-found', { returnId: given.key });
}

/** A person approves what the policy rejected. */
export function approveReturn(current: Return, body: ApproveReturn, given: Given): Decision {
  switch (current.status) {
    case 'none':
      return notFound(given);
    case 'requested':
    case 'rejected': {
      // Called off after its label was made out: the parcel may be under way, and it is decided on when it arrives.
      if ('shipmentId' in current && current.shipmentId !== undefined) {
        throw new DomainError('return.not-open', { status: current.status, action: 'approved' });
      }
      const { returnId, orderId, lines } = current;
      const returnable = given.read(ReturnableStream, orderId);
      refuseTooMany(returnable, lines);
      const { by, note } = body;
      return sendBack({ returnId, orderId, lines, by, ...(note !== undefined && { note }) }, returnable, []);
    }
    case 'approved':
    case 'labelled':
    case 'in-transit':
    case 'lost':
    case 'received':
    case 'inspected':
    case 'completed':
      return ignored('approved already');
    default:
      return never(current);
  }
}

/** A person calls a return off, as long as nothing of it was settled. */
export function rejectReturn(current: Return, body: RejectReturn, given: Given): Decision {
  switch (current.status) {
    case 'none':
      return notFound(given);
    case 'rejected':
      return ignored('rejected already');
    case 'requested':
      return decided(new ReturnRejected({ returnId: current.returnId, orderId: current.orderId, reason: body.reason }));
    case 'approved':
    case 'labelled':
    case 'in-transit':
    case 'lost':
    case 'received': {
      const { returnId, orderId } = current;
      const lines = [...current.lines];
      return decided(new ReturnRejected({ returnId, orderId, reason: body.reason })).on(
        ReturnableStream,
        orderId,
        new ReturnableReleased({ orderId, returnId, lines }),
      );
    }
    case 'inspected':
    case 'completed':
      throw new DomainError('return.not-open', { status: current.status, action: 'rejected' });
    default:
      return never(current);
  }
}
