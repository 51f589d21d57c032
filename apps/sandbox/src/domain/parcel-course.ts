/** The carrier's own words, in the order of a parcel's course; the others can happen on the way. */
export const COURSE = ['CREATED', 'COLLECTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'] as const;
export const CARRIER_CODES = [
  ...COURSE,
  'AT_PICKUP_POINT',
  'ATTEMPT_FAILED',
  'RETURNING',
  'RETURNED',
  'EXCEPTION',
  'LOST',
] as const;

export type CarrierCode = (typeof CARRIER_CODES)[number];

const ENDS: readonly CarrierCode[] = ['DELIVERED', 'RETURNED', 'LOST'];

function place(code: CarrierCode): number {
  const index = COURSE.indexOf(code as (typeof COURSE)[number]);
  // On the way: after collection, before delivery.
  return index === -1 ? COURSE.indexOf('OUT_FOR_DELIVERY') : index;
}

/** Whether a parcel in `now` can still come to `to`. */
export function isBehind(now: CarrierCode, to: CarrierCode): boolean {
  if (ENDS.includes(now) || now === to) return false;
  const onCourse = (COURSE as readonly CarrierCode[]).includes(to);
  if (now === 'RETURNING') return to === 'RETURNED';
  return (
    !onCourse ||
    place(to) > place(now) ||
    (to === 'OUT_FOR_DELIVERY' && !(COURSE as readonly CarrierCode[]).includes(now))
  );
}

/** The codes between `now` (not included) and `to` (included). */
export function stepsTo(now: CarrierCode, to: CarrierCode): CarrierCode[] {
  const between = COURSE.slice(place(now) + 1, Math.max(place(to), place(now) + 1));
  return [...between.filter((code) => code !== to), to];
}
