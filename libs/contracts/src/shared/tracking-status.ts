/** Where a parcel can be: the one vocabulary into which every carrier's words are translated. */
export const TRACKING_STATUSES = [
  'registered',
  'collected',
  'in_transit',
  'out_for_delivery',
  'ready_for_pickup',
  'attempt_failed',
  'delivered',
  'returning',
  'returned',
  'exception',
  'lost',
  'expired',
] as const;

export type TrackingStatus = (typeof TRACKING_STATUSES)[number];
