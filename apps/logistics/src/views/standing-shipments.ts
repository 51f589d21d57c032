import type { StandingStill } from '@entrepot/platform';

/** Shipments that people should look at. A label that a carrier refused is not asked for again until somebody says so. */
export const STANDING_SHIPMENTS: StandingStill = {
  ...{ kind: 'shipment', view: 'shipments', key: 'shipmentId', state: 'state', since: 'since' },
  expected: {
    booking: { within: 'PT10M', waitsFor: 'carrier' },
    'label-failed': { within: 'PT0S', waitsFor: 'operator', retry: '/v1/shipments/{key}/label' },
    labelled: { within: 'P5D', waitsFor: 'carrier' },
    'under-way': { within: 'P30D', waitsFor: 'carrier' },
  },
};
