import type { StandingStill } from '@entrepot/platform';

/** Returns that people should look at. Customers may take their time with the parcel; a lost one waits for a decision. */
export const STANDING_RETURNS: StandingStill = {
  ...{ kind: 'return', view: 'returns', key: 'returnId', state: 'state', since: 'stateSince' },
  expected: {
    approved: { within: 'P1D', waitsFor: 'logistics' },
    labelled: { within: 'P21D', waitsFor: 'customer' },
    'in-transit': { within: 'P30D', waitsFor: 'carrier' },
    lost: { within: 'PT0S', waitsFor: 'operator' },
    received: { within: 'P3D', waitsFor: 'operator' },
    inspected: { within: 'P14D', waitsFor: 'orders' },
  },
};
