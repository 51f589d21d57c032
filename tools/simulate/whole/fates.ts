import type { CarrierNews } from '../../../apps/logistics/src/domain/carrier-news';
import type { Random } from '../engine/random';

export type Status = CarrierNews['status'];

/**
 * What becomes of a parcel. `refused`: its label, once. `deaf`: cannot be called back; `slips`: the carrier agrees to that and
 * delivers it all the same. `turns-up`: after it was lost.
 */
export type Fate = 'arrives' | 'refused' | 'deaf' | 'slips' | 'lost' | 'turns-up' | 'sent-back' | 'expires';

const ARRIVAL: readonly Status[] = ['collected', 'in_transit', 'delivered'];
const COURSES: Readonly<Partial<Record<Fate, readonly Status[]>>> = {
  lost: ['collected', 'in_transit', 'lost'],
  'turns-up': ['collected', 'lost', 'returned'],
  'sent-back': ['collected', 'attempt_failed', 'returning', 'returned'],
  expires: ['expired'],
};

/** A customer gets nothing back, and would wait for a label that expired for ever. */
const RETURN_COURSES: typeof COURSES = {
  lost: ['collected', 'lost'],
  'turns-up': ['collected', 'lost', 'delivered'],
};

export function courseOf(fate: Fate, isReturn: boolean): readonly Status[] {
  return (isReturn ? RETURN_COURSES : COURSES)[fate] ?? ARRIVAL;
}

const SPECIAL: readonly Fate[] = [
  ...(['refused', 'deaf', 'slips', 'lost', 'turns-up'] as const),
  ...(['sent-back', 'sent-back', 'expires'] as const),
];

export function anyFate(random: Random): Fate {
  return random.chance(0.2) ? random.pick(SPECIAL) : 'arrives';
}
