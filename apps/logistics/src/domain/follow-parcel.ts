import {
  InterceptionFailed,
  ShipmentIntercepted,
  ShipmentVoided,
  type TrackingReported,
} from '@entrepot/contracts/logistics';
import { decided, DomainError, ignored, never, type Decide, type Decision } from '@entrepot/kernel';
import { comeBack, delivery, loss, pickUp, progress } from './journey-facts';
import {
  known,
  namesOf,
  type EndedShipment,
  type LabelledShipment,
  type Shipment,
  type ShipmentUnderWay,
  type VoidedShipment,
} from './shipment';
import type { ShipmentEvent } from './shipment-event';
import { impliesPickUp, isAhead } from './tracking-course';

/**
 * A carrier told where a parcel is: in any order, now and then twice. A shipment only ever moves on; a report that says
 * nothing further is kept with its tracking number and changes nothing here.
 */
export const followParcel: Decide<Shipment, TrackingReported> = (state, told, given) => {
  const shipment = known(state, given.key);
  switch (shipment.status) {
    case 'booking':
    case 'label-failed':
      throw new DomainError('shipment.not-labelled', { shipmentId: given.key });
    case 'labelled':
      return beforePickUp(shipment, told);
    case 'under-way':
      return isAhead(shipment.whereabouts, told)
        ? decided(...onTheWay(shipment, told))
        : ignored('the parcel is known to be as far');
    case 'voided':
      return afterVoid(shipment, told);
    case 'delivered':
    case 'returned':
    case 'lost':
      return afterEnd(shipment, told);
    default:
      return never(shipment);
  }
};

function beforePickUp(shipment: LabelledShipment, told: TrackingReported): Decision {
  if (told.status === 'expired') return decided(expire(shipment, told));
  if (!impliesPickUp(told.status)) {
    return told.status !== 'registered' && isAhead(shipment.whereabouts, told)
      ? decided(progress(shipment, told))
      : ignored('that the carrier knows of it is known');
  }
  const handOver = pickUp(shipment, told);
  return told.status === 'collected' ? decided(handOver) : decided(handOver, ...onTheWay(shipment, told));
}

/** A label that was never used: nothing left the place. */
function expire(shipment: LabelledShipment, told: TrackingReported): ShipmentEvent {
  const { direction, reservationId } = shipment.plan;
  if (direction === 'return') return progress(shipment, told);
  return new ShipmentVoided({ ...namesOf(shipment), ...(reservationId !== undefined && { reservationId }) });
}

function onTheWay(shipment: LabelledShipment | ShipmentUnderWay, told: TrackingReported): ShipmentEvent[] {
  const { status } = told;
  switch (status) {
    case 'delivered':
      return [...answerInterception(shipment, 'it was delivered before'), delivery(shipment, told)];
    case 'returned':
      return [...answerInterception(shipment), comeBack(shipment, told)];
    case 'lost':
      return [...answerInterception(shipment, 'it was lost before'), loss(shipment, told)];
    case 'registered':
    case 'collected':
    case 'in_transit':
    case 'out_for_delivery':
    case 'ready_for_pickup':
    case 'attempt_failed':
    case 'returning':
    case 'exception':
    case 'expired':
      return [progress(shipment, told)];
    default:
      return never(status);
  }
}

/** The end of a journey answers an interception that the carrier has not answered: it came back, or it did not. */
function answerInterception(shipment: LabelledShipment | ShipmentUnderWay, failure?: string): ShipmentEvent[] {
  if (shipment.status !== 'under-way') return [];
  if (shipment.open !== 'interception' && !shipment.interceptionWished) return [];
  const names = namesOf(shipment);
  return failure === undefined
    ? [new ShipmentIntercepted(names)]
    : [new InterceptionFailed({ ...names, reason: failure })];
}

/**
 * A voided parcel should not move. When it does, people have to know; it is never taken for picked up. But a return whose
 * label had expired, which the carrier took all the same, has arrived when it is there: a customer waits for that.
 */
function afterVoid(shipment: VoidedShipment, told: TrackingReported): Decision {
  if (!impliesPickUp(told.status) || !isAhead(shipment.whereabouts, told)) return ignored('the shipment is voided');
  const arrives = shipment.plan.direction === 'return' && told.status === 'delivered';
  return decided(arrives ? delivery(shipment, told) : progress(shipment, told));
}

function afterEnd(shipment: EndedShipment, told: TrackingReported): Decision {
  if (shipment.status !== 'lost') return ignored(`the shipment is ${shipment.status}`);
  if (told.status === 'returned') return decided(comeBack(shipment, told));
  // Refunded as lost: that it turned up is for people to see.
  const turnedUp = told.status === 'delivered' && shipment.whereabouts.status !== 'delivered';
  return turnedUp ? decided(progress(shipment, told)) : ignored('the shipment is lost');
}
