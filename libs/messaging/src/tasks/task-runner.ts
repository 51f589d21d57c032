import type { ClaimedTask } from '@entrepot/eventstore';
import { BatchWriter } from '../runtime/batch-writer';
import { toTime } from '../runtime/clock';
import { isAway } from '../runtime/failure';
import type { ServiceParts } from '../runtime/service-parts';

/** What becomes of a task: its outcome is durable, or it is due again at a time (milliseconds since the epoch). */
export type TaskEnd = 'finished' | { readonly dueAt: number; readonly lastError?: string };

/** One kind of task. */
export interface TaskWork {
  readonly kind: string;
  /** How many more it can take now. */
  readonly free: number;
  run(task: ClaimedTask): Promise<TaskEnd>;
}

const AT_ONCE = 50;
const ROOMY = 10;
const AWAY_RETRY_MS = 1_000;
const FAILED_RETRY_MS = 10_000;

/** Works on due tasks, leased in batches, so that every task is worked on by one process of the service at a time. */
export class TaskRunner {
  private readonly works = new Map<string, TaskWork>();
  private readonly finished: BatchWriter<ClaimedTask>;
  private cancel: (() => void) | undefined;
  private stopped = true;
  private polling = false;
  private wait = 0;
  /** When it looks next, and when the first task is due that it was told of since it looked; as the clock has elapsed. */
  private nextAt = 0;
  private soonest = Infinity;
  private readonly running = new Set<ClaimedTask>();

  constructor(private readonly parts: ServiceParts) {
    const { backbone, clock, watch } = parts;
    this.finished = new BatchWriter<ClaimedTask>({
      write: (tasks) => backbone.tasks.finish(tasks),
      refused: (task, error) => watch.alarm?.('store-failed', { what: 'task', id: task.id, error: String(error) }),
      clock,
    });
  }

  register(work: TaskWork): void {
    this.works.set(work.kind, work);
  }

  start(): void {
    if (this.works.size === 0 || !this.stopped) return;
    this.stopped = false;
    this.wait = 0;
    this.schedule(0);
  }

  /** Claims no more; tasks under way go on. */
  stop(): void {
    this.stopped = true;
    this.cancel?.();
  }

  /** Tasks that are still under way: another process need not wait for their leases to run out. It asks before it calls. */
  giveBack(): Promise<void> {
    return this.putBack([...this.running]);
  }

  private async putBack(tasks: readonly ClaimedTask[]): Promise<void> {
    const { backbone, clock, watch } = this.parts;
    const dueAt = toTime(clock.now());
    const lastError = 'the process that worked on it left';
    for (const task of tasks) {
      await backbone.tasks.reschedule(task, { dueAt, lastError }).catch((error: unknown) => {
        watch.alarm?.('store-failed', { what: 'task', id: task.id, error: String(error) });
      });
    }
  }

  get busy(): number {
    return this.running.size + (this.finished.idle ? 0 : 1) + (this.polling ? 1 : 0);
  }

  /** A task was added that is due in so many milliseconds: look then, not only after the long wait of an idle runner. */
  nudge(dueInMs: number): void {
    const { clock, limits } = this.parts;
    const now = clock.elapsed();
    this.soonest = Math.min(this.soonest, now + dueInMs);
    if (this.stopped || this.polling || now + Math.max(dueInMs, limits.taskPollMs) >= this.nextAt) return;
    this.cancel?.();
    this.schedule();
  }

  /** After the wait, or when something is due that is known of, but not at once again. */
  private schedule(atLeastMs = this.parts.limits.taskPollMs): void {
    const now = this.parts.clock.elapsed();
    const ms = Math.max(atLeastMs, Math.min(this.wait, this.soonest - now));
    this.nextAt = now + ms;
    this.cancel = this.parts.clock.after(ms, () => void this.poll());
  }

  private async poll(): Promise<void> {
    const { clock, limits, watch } = this.parts;
    const isDue = this.soonest <= clock.elapsed();
    if (isDue) this.soonest = Infinity;
    this.polling = true;
    const found = await this.claim().catch((error: unknown) => {
      watch.alarm?.('store-failed', { what: 'tasks', error: String(error) });
      return 0;
    });
    this.polling = false;
    if (this.stopped) return;
    this.wait = this.pauseAfter(found, isDue);
    this.schedule(Math.min(this.wait, limits.taskPollMs));
  }

  /** None after as many as a claim takes, a short one after some, ever longer ones while there is nothing. */
  private pauseAfter(found: number, wasDue: boolean): number {
    const { taskPollMs, idleTaskPollMs } = this.parts.limits;
    if (found >= AT_ONCE) return 0;
    if (found > 0 || wasDue) return taskPollMs;
    return Math.min(Math.max(this.wait, taskPollMs) * 2, idleTaskPollMs);
  }

  /** Kinds with room share a claim; one that is nearly full has its own, so that it holds back no other. */
  private async claim(): Promise<number> {
    const free = [...this.works.values()].filter((work) => work.free > 0);
    const roomy = free.filter((work) => work.free >= ROOMY);
    const claims = free.filter((work) => work.free < ROOMY).map((work) => [work]);
    if (roomy.length > 0) claims.push(roomy);
    const found = await Promise.all(claims.map((works) => this.claimOf(works)));
    return found.reduce((sum, count) => sum + count, 0);
  }

  private async claimOf(works: readonly TaskWork[]): Promise<number> {
    const limit = Math.min(AT_ONCE, ...works.map((work) => work.free));
    const kinds = works.map(({ kind }) => kind);
    const tasks = await this.parts.backbone.tasks.claim({ kinds, limit, leaseMs: this.parts.limits.taskLeaseMs });
    // What comes only now is not begun: its process leaves.
    if (this.stopped) await this.putBack(tasks);
    else for (const task of tasks) void this.run(task);
    return tasks.length;
  }

  private async run(task: ClaimedTask): Promise<void> {
    this.running.add(task);
    try {
      const end = await this.works
        .get(task.kind)!
        .run(task)
        .catch((error: unknown) => this.failed(task, error));
      if (end === 'finished') this.finished.add(task, () => undefined);
      else await this.reschedule(task, end);
    } finally {
      this.running.delete(task);
    }
  }

  /** A task that cannot be put back comes back by itself when its lease runs out. */
  private async reschedule(task: ClaimedTask, { dueAt, lastError }: Exclude<TaskEnd, 'finished'>): Promise<void> {
    const next = { dueAt: toTime(dueAt), ...(lastError !== undefined && { lastError }) };
    try {
      await this.parts.backbone.tasks.reschedule(task, next);
      this.nudge(dueAt - this.parts.clock.now());
    } catch (error) {
      this.parts.watch.alarm?.('store-failed', { what: 'task', id: task.id, error: String(error) });
    }
  }

  private failed(task: ClaimedTask, error: unknown): TaskEnd {
    const away = isAway(error);
    if (!away) this.parts.watch.alarm?.('handler-failed', { task: task.id, kind: task.kind, error: String(error) });
    const wait = away ? AWAY_RETRY_MS : FAILED_RETRY_MS * Math.min(task.attempts, 30);
    return { dueAt: this.parts.clock.now() + wait, lastError: String(error).slice(0, 500) };
  }
}
