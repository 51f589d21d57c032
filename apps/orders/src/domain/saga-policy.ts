import type { Given } from '@entrepot/kernel';

/** What is decided beforehand about every order of a merchant. Durations run on the real clock. */
export interface SagaPolicy {
  readonly paymentDeadlineSeconds: number;
  readonly backorderRetrySeconds: number;
  readonly backorderLimitDays: number;
  readonly returnWindowDays: number;
  /** How long a place keeps a reservation before it asks whether it is still wanted. */
  readonly reservationSeconds: number;
  /** How often in a row a route is looked for before the shortage policy decides. */
  readonly routingAttempts: number;
}

/** What the merchant decided otherwise counts for an order as it was when the order was placed. */
export function underTerms({ policy, given }: Saga, terms: Partial<SagaPolicy> = {}): Saga {
  return { policy: { ...policy, ...terms }, given };
}

/** What a decision of the saga may know besides order and input. */
export interface Saga {
  readonly policy: SagaPolicy;
  readonly given: Given;
}

const SECONDS_A_DAY = 86_400;

/** `now` plus so many seconds, RFC 3339 UTC. */
export function later(now: string, seconds: number): string {
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}

export function daysLater(now: string, days: number): string {
  return later(now, days * SECONDS_A_DAY);
}
