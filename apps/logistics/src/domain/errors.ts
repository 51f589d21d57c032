import { defineErrors } from '@entrepot/kernel';

/** Every refusal of logistics. */
export const logisticsErrors = defineErrors({
  'shipment.not-found': { kind: 'not-found', message: 'No shipment {shipmentId}' },
  'stock.unheard': { kind: 'not-found', message: 'No place has been heard to have {skus} yet' },
  'shipment.not-labelled': { kind: 'not-found', message: 'Shipment {shipmentId} has no label yet' },
  'shipment.label-not-failed': {
    kind: 'conflict',
    message: 'Shipment {shipmentId} is {status}: a label is asked for again only after the carrier refused it',
  },
  'carrier.not-found': { kind: 'not-found', message: 'No carrier {carrier} is connected' },
  'webhook.unreadable': { kind: 'invalid', message: 'The webhook is not one of this carrier' },
});
