import { LabelRequested } from '@entrepot/contracts/logistics';
import { decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { known, type Shipment } from './shipment';

/** A person thinks that the carrier will take now what it refused. A new reference: to the carrier it is a new booking. */
export const askLabelAgain: Decide<Shipment, unknown> = (state, _, given) => {
  const shipment = known(state, given.key);
  switch (shipment.status) {
    case 'label-failed': {
      const { type: _type, ...request } = shipment.request;
      const reference = `${shipment.plan.shipmentId}:${shipment.asked + 1}`;
      return decided(new LabelRequested({ ...request, reference }));
    }
    case 'booking':
      return ignored('a label is being asked for');
    case 'labelled':
    case 'under-way':
    case 'delivered':
    case 'returned':
    case 'lost':
    case 'voided':
      throw new DomainError('shipment.label-not-failed', { shipmentId: given.key, status: shipment.status });
    default:
      return never(shipment);
  }
};
