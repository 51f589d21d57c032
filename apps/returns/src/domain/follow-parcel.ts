import type { ShipmentDelivered, ShipmentLabelled, ShipmentPickedUp } from '@entrepot/contracts/logistics';
import {
  ReturnableClaimed,
  ReturnInTransit,
  ReturnLabelled,
  ReturnReceived,
  type ReceiveReturn,
} from '@entrepot/contracts/returns';
import { decided, DomainError, ignored, never, type Decide, type Decision } from '@entrepot/kernel';
import type { Return } from './return';
import { ReturnableStream } from './returnable';

/** The customer can send the parcel. */
export const noteLabel: Decide<Return, ShipmentLabelled> = (current, label, given) => {
  switch (current.status) {
    case 'none':
    case 'requested':
      throw new DomainError('return.not-found', { returnId: given.key });
    case 'approved':
      return decided(new ReturnLabelled({ ...named(current), ...labelOf(label) }));
    case 'rejected':
      return ignored('called off: nobody needs the label');
    case 'labelled':
    case 'in-transit':
    case 'lost':
    case 'received':
    case 'inspected':
    case 'completed':
      return ignored('the label is known, or no longer needed');
    default:
      return never(current);
  }
};

/** The carrier has the parcel. */
export const notePickUp: Decide<Return, ShipmentPickedUp> = (current, { occurredAt }, given) => {
  switch (current.status) {
    case 'none':
    case 'requested':
      throw new DomainError('return.not-found', { returnId: given.key });
    case 'approved':
    case 'labelled':
      return decided(new ReturnInTransit({ ...named(current), ...when(occurredAt) }));
    case 'rejected':
      return ignored('called off: it is decided on when the parcel arrives');
    case 'in-transit':
    case 'lost':
    case 'received':
    case 'inspected':
    case 'completed':
      return ignored('picked up already');
    default:
      return never(current);
  }
};

/** The parcel is back: as the carrier says, or as somebody at the place says; also one that was taken for lost. */
export function receive(current: Return, occurredAt: string | undefined, returnId: string): Decision {
  switch (current.status) {
    case 'none':
    case 'requested':
      throw new DomainError('return.not-found', { returnId });
    case 'approved':
    case 'labelled':
    case 'in-transit':
    case 'lost':
      return decided(new ReturnReceived({ ...named(current), ...when(occurredAt) }));
    case 'rejected': {
      if (current.shipmentId === undefined) {
        throw new DomainError('return.not-open', { status: current.status, action: 'received' });
      }
      // Called off too late: the goods are here, so their pieces count as coming back again.
      const claim = new ReturnableClaimed({ ...named(current), lines: [...current.lines] });
      return decided(new ReturnReceived({ ...named(current), ...when(occurredAt) })).on(
        ReturnableStream,
        current.orderId,
        claim,
      );
    }
    case 'received':
    case 'inspected':
    case 'completed':
      return ignored('received already');
    default:
      return never(current);
  }
}

export const noteArrival: Decide<Return, ShipmentDelivered> = (current, { occurredAt }, given) =>
  current.status === 'rejected' && current.arrived
    ? ignored('it was here when it was called off')
    : receive(current, occurredAt, given.key);

export const receiveReturn: Decide<Return, ReceiveReturn> = (current, { occurredAt }, given) =>
  receive(current, occurredAt, given.key);

function labelOf({ trackingNumber, labelUrl, trackingUrl }: ShipmentLabelled) {
  return { trackingNumber, labelUrl, ...(trackingUrl !== undefined && { trackingUrl }) };
}

function named({ returnId, orderId }: { readonly returnId: string; readonly orderId: string }) {
  return { returnId, orderId };
}

function when(occurredAt: string | undefined) {
  return occurredAt === undefined ? {} : { occurredAt };
}
