import { LabelRequested } from '@entrepot/contracts/logistics';
import { decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { known, type Shipment } from './shipment';

/**
 * A person thinks that the carrier will take now what it refused. The reference stays the same, so that there is one label
 * even if an earlier request was booked after all.
 */
export const askLabelAgain: Decide<Shipment, unknown> = (state, _, given) => {
  const shipment = known(state, given.key);
  switch (shipment.status) {
    case 'label-failed': {
      const { type: _type, ...request } = shipment.request;
      return decided(new LabelRequested(request));
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
