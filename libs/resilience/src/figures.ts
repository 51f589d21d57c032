import { Counter, Gauge, Histogram } from 'prom-client';
import type { BreakerState } from './breaker';
import type { CallFailure } from './call-failed';

/** How a call ended; `refused` is an error that `work` threw on purpose. */
export type CallEnd = 'ok' | 'refused' | CallFailure;

export interface CallReport {
  readonly call: string;
  readonly state: BreakerState;
  readonly inFlight: number;
  readonly concurrency: number;
  /** Retries that can be paid for now. */
  readonly retryBudget: number;
  readonly retries: number;
  readonly ended: Readonly<Record<CallEnd, number>>;
  /** Mean of all calls, milliseconds. */
  readonly meanMs: number;
}

/** Counts of one kind of call since the process started. */
export class Figures {
  private readonly ends: Record<CallEnd, number> = {
    ok: 0,
    refused: 0,
    timeout: 0,
    open: 0,
    full: 0,
    network: 0,
    status: 0,
  };
  private retries = 0;
  private totalMs = 0;
  private calls = 0;

  constructor(private readonly call: string) {}

  ended(end: CallEnd, ms: number): void {
    this.ends[end] += 1;
    this.calls += 1;
    this.totalMs += ms;
    durations.observe({ call: this.call, end }, ms / 1000);
  }

  retried(): void {
    this.retries += 1;
    retried.inc({ call: this.call });
  }

  snapshot(): Pick<CallReport, 'retries' | 'ended' | 'meanMs'> {
    const meanMs = this.calls === 0 ? 0 : Math.round((this.totalMs / this.calls) * 10) / 10;
    return { retries: this.retries, ended: { ...this.ends }, meanMs };
  }
}

const WATCHED = new Map<string, () => CallReport>();

/** Adds a kind of call to the report. The same name again replaces it: a policy belongs to one place in a process. */
export function watch(name: string, report: () => CallReport): void {
  WATCHED.set(name, report);
}

/** State and figures of every kind of call in this process, by name. */
export function resilienceReport(): CallReport[] {
  return [...WATCHED.values()].map((report) => report()).sort((a, b) => (a.call < b.call ? -1 : 1));
}

const STATES: readonly BreakerState[] = ['closed', 'half-open', 'open'];

const durations = new Histogram({
  name: 'entrepot_call_duration_seconds',
  help: 'Calls to other systems, with all their tries, by how they ended',
  labelNames: ['call', 'end'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});
const retried = new Counter({
  name: 'entrepot_call_retries_total',
  help: 'Tries after the first one',
  labelNames: ['call'],
});
export const stateGauge = new Gauge({
  name: 'entrepot_call_breaker_state',
  help: '1 for the state that the breaker is in',
  labelNames: ['call', 'state'],
  collect() {
    for (const { call, state } of resilienceReport()) {
      for (const each of STATES) this.set({ call, state: each }, each === state ? 1 : 0);
    }
  },
});
export const inFlightGauge = new Gauge({
  name: 'entrepot_call_in_flight',
  help: 'Calls under way, given up ones included until they have really ended',
  labelNames: ['call'],
  collect() {
    for (const { call, inFlight } of resilienceReport()) this.set({ call }, inFlight);
  },
});
