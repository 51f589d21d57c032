import type { TrackingStatus } from '@entrepot/contracts/shared';

/** The furthest that a carrier has told of a parcel. */
export interface Whereabouts {
  readonly status: TrackingStatus;
  /** As the carrier says. */
  readonly occurredAt?: string;
  /** How far along its course the parcel is; only ever grows. */
  readonly stage: number;
}

/** Steps of a parcel's course. A status without a stage can be told at any of them. */
const STAGES: Readonly<Record<TrackingStatus, number | undefined>> = {
  registered: 0,
  collected: 1,
  in_transit: 2,
  out_for_delivery: 3,
  ready_for_pickup: 3,
  attempt_failed: 3,
  exception: undefined,
  expired: undefined,
  returning: 4,
  delivered: 5,
  returned: 5,
  lost: 5,
};

/** Before anything was told. */
export const REGISTERED: Whereabouts = { status: 'registered', stage: 0 };

/** Where a parcel is after a carrier told this. */
export function whereaboutsAfter(
  before: Whereabouts,
  told: { readonly status: TrackingStatus; readonly occurredAt?: string | undefined },
): Whereabouts {
  const { status, occurredAt } = told;
  const stage = STAGES[status] ?? before.stage;
  return { status, stage, ...(occurredAt !== undefined && { occurredAt }) };
}

/** A carrier that tells this has the parcel. */
export function impliesPickUp(status: TrackingStatus): boolean {
  return (STAGES[status] ?? 0) > 0;
}

/** Whether the carrier brings the parcel back, whatever it met with on the way. */
export function comesBack({ stage }: Whereabouts): boolean {
  return stage === STAGES.returning;
}

/**
 * Whether a report says something further than what is known. Reports come in any order; within one step of the course
 * (out for delivery, attempt failed, out again) the carrier's times tell which one is later.
 */
export function isAhead(known: Whereabouts, told: { readonly status: TrackingStatus; readonly occurredAt: string }) {
  const stage = STAGES[told.status] ?? known.stage;
  if (stage !== known.stage) return stage > known.stage;
  if (told.status === known.status) return false;
  return known.occurredAt === undefined || Date.parse(told.occurredAt) >= Date.parse(known.occurredAt);
}
