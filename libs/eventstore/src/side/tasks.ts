import type { Page } from './page';
import type { WaitingQuery } from './waiting-query';

/** Work for later. `id` makes it one: the intent's event id, or the stream id of a timer. */
export interface NewTask {
  readonly id: string;
  readonly kind: string;
  readonly merchantId: string;
  /** JSON. */
  readonly payload: unknown;
  /** RFC 3339. */
  readonly dueAt: string;
}

export interface Task extends NewTask {
  /** How often it was claimed. */
  readonly attempts: number;
  readonly lastError?: string;
  /** Since when it should be done, RFC 3339: when it was first due. A failed try does not change it. */
  readonly since: string;
}

export interface ClaimedTask extends Task {
  /** Proof of the claim; lost when the lease runs out and another claims the task. */
  readonly lease: string;
}

export interface Claim {
  readonly kinds: readonly string[];
  readonly limit: number;
  readonly leaseMs: number;
}

/** How much there is to do. */
export interface TaskBacklog {
  /** About how many tasks there are, due now or later. */
  readonly all: number;
  /** How many could be claimed by anybody now, by kind. */
  readonly ready: Readonly<Record<string, number>>;
  /** Since when the first of them could have been claimed, RFC 3339; absent if there is none. */
  readonly since?: string;
}

/** Work that is due later, shared by all processes of a service. What is due is judged by the database's time. */
export abstract class Tasks {
  /** Adds tasks; an id that exists is left alone. */
  abstract insert(tasks: readonly NewTask[]): Promise<void>;
  /**
   * Adds tasks; one that exists is moved forward if the new time is earlier. One that is claimed takes the new time in any
   * case and the claim is lost: what its owner found out may be older than this.
   */
  abstract advance(tasks: readonly NewTask[]): Promise<void>;
  /** Due tasks, the longest due first, for this caller alone until the lease runs out. */
  abstract claim(claim: Claim): Promise<ClaimedTask[]>;
  /** Puts a claimed task back. False: the claim was lost meanwhile, nothing changed. */
  abstract reschedule(task: ClaimedTask, next: { dueAt: string; lastError?: string }): Promise<boolean>;
  /** Deletes claimed tasks whose outcome is durable; tasks whose claim was lost are left to the new owner. */
  abstract finish(tasks: readonly ClaimedTask[]): Promise<void>;
  /** Makes a task due now, by hand. False: there is none. */
  abstract hasten(merchantId: string, id: string): Promise<boolean>;
  /** By `since`; `before` is about that too. */
  abstract list(merchantId: string, query: WaitingQuery & { kinds?: readonly string[] }): Promise<Page<Task>>;
  abstract show(merchantId: string, id: string): Promise<Task | undefined>;
  /** Takes a task out, claimed or not, by hand. False: there is none. */
  abstract delete(merchantId: string, id: string): Promise<boolean>;
  /** How many tasks there are, of all merchants: for metrics and for knowing when a system is quiet. */
  abstract count(filter?: { kind?: string; dueBefore?: string }): Promise<number>;
  /** Of all merchants; reads what could be claimed now from an index alone. For metrics. */
  abstract backlog(): Promise<TaskBacklog>;
}
