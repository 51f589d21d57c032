import { ShipmentVoidRefused, ShipmentWishRecorded, VoidRequested } from '@entrepot/contracts/logistics';
import type { ShipmentVoidRequested } from '@entrepot/contracts/orders';
import { decided, ignored, never, type Decide } from '@entrepot/kernel';
import { voidUnbooked } from './settle-label';
import { bookedNames, known, namesOf, type Shipment } from './shipment';

/** An order does not want the shipment any more: it can be stopped until the carrier has it. */
export const requestVoid: Decide<Shipment, ShipmentVoidRequested> = (state, { reason }, given) => {
  const shipment = known(state, given.key);
  const names = namesOf(shipment);
  switch (shipment.status) {
    case 'booking':
      return shipment.voidWished
        ? ignored('a void is wished already')
        : decided(new ShipmentWishRecorded({ ...names, wish: 'void', reason }));
    case 'label-failed':
      return decided(voidUnbooked(shipment));
    case 'labelled':
      return shipment.open === 'void'
        ? ignored('a void is asked for already')
        : decided(new VoidRequested(bookedNames(shipment)));
    case 'voided':
      return ignored('it is voided already');
    case 'under-way':
    case 'delivered':
    case 'returned':
    case 'lost':
      return shipment.open === 'void'
        ? ignored('a void is asked for already; the pick-up that came before is its answer')
        : decided(new ShipmentVoidRefused({ ...names, reason: 'the carrier has picked it up' }));
    default:
      return never(shipment);
  }
};
