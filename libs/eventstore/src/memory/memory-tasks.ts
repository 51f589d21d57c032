import { randomUUID } from 'node:crypto';
import type { Page } from '../side/page';
import { Tasks, type Claim, type ClaimedTask, type NewTask, type Task, type TaskBacklog } from '../side/tasks';
import type { WaitingQuery } from '../side/waiting-query';
import { copy } from './copy';
import { pageByAge } from './page-by-age';

interface Held {
  task: Task;
  lease?: string;
  /** When it may be claimed: when it is due, or when the lease ends. */
  readyAt: number;
}

export class MemoryTasks extends Tasks {
  private readonly held = new Map<string, Held>();

  constructor(private readonly clock: () => Date) {
    super();
  }

  async insert(tasks: readonly NewTask[]): Promise<void> {
    for (const task of tasks) if (!this.held.has(task.id)) this.add(task);
  }

  async advance(tasks: readonly NewTask[]): Promise<void> {
    for (const task of tasks) {
      const held = this.held.get(task.id);
      if (held === undefined) this.add(task);
      else if (held.lease !== undefined || Date.parse(held.task.dueAt) > Date.parse(task.dueAt)) {
        if (held.lease !== undefined) held.task = { ...held.task, payload: copy(task.payload) };
        this.due(held, task.dueAt);
      }
    }
  }

  async claim({ kinds, limit, leaseMs }: Claim): Promise<ClaimedTask[]> {
    const now = this.now();
    const ready = [...this.held.values()].filter(({ task, readyAt }) => kinds.includes(task.kind) && readyAt <= now);
    const lease = randomUUID();
    return ready
      .sort((a, b) => a.readyAt - b.readyAt)
      .slice(0, limit)
      .map((held) => {
        held.lease = lease;
        held.readyAt = now + leaseMs;
        held.task = { ...held.task, attempts: held.task.attempts + 1 };
        return { ...copy(held.task), lease };
      });
  }

  async reschedule(task: ClaimedTask, next: { dueAt: string; lastError?: string }): Promise<boolean> {
    const held = this.held.get(task.id);
    if (held?.lease !== task.lease) return false;
    const { since } = held.task;
    held.task = { ...held.task, ...next };
    this.due(held, next.dueAt, next.lastError === undefined ? next.dueAt : since);
    return true;
  }

  async finish(tasks: readonly ClaimedTask[]): Promise<void> {
    for (const { id, lease } of tasks) if (this.held.get(id)?.lease === lease) this.held.delete(id);
  }

  async hasten(merchantId: string, id: string): Promise<boolean> {
    const held = this.held.get(id);
    if (held?.task.merchantId !== merchantId) return false;
    const now = this.clock().toISOString();
    const { since } = held.task;
    this.due(held, now, since < now ? since : now);
    return true;
  }

  async list(
    merchantId: string,
    { kinds, ...query }: WaitingQuery & { kinds?: readonly string[] },
  ): Promise<Page<Task>> {
    const found = [...this.held.values()]
      .map(({ task }) => task)
      .filter((task) => task.merchantId === merchantId && (kinds ?? [task.kind]).includes(task.kind));
    return pageByAge(found, query, ({ since }) => since);
  }

  async show(merchantId: string, id: string): Promise<Task | undefined> {
    const held = this.held.get(id);
    return held?.task.merchantId === merchantId ? copy(held.task) : undefined;
  }

  async delete(merchantId: string, id: string): Promise<boolean> {
    return this.held.get(id)?.task.merchantId === merchantId && this.held.delete(id);
  }

  async count({ kind, dueBefore }: { kind?: string; dueBefore?: string } = {}): Promise<number> {
    const before = dueBefore === undefined ? Infinity : Date.parse(dueBefore);
    const counts = ({ task }: Held) => task.kind === (kind ?? task.kind) && Date.parse(task.dueAt) < before;
    return [...this.held.values()].filter(counts).length;
  }

  async backlog(): Promise<TaskBacklog> {
    const found = [...this.held.values()].filter(({ readyAt }) => readyAt <= this.now());
    const ready: Record<string, number> = {};
    for (const { task } of found) ready[task.kind] = (ready[task.kind] ?? 0) + 1;
    const since = Math.min(...found.map(({ readyAt }) => readyAt));
    return { all: this.held.size, ready, ...(found.length > 0 && { since: new Date(since).toISOString() }) };
  }

  /** The kinds of the tasks that are kept. */
  get kinds(): ReadonlySet<string> {
    return new Set([...this.held.values()].map(({ task }) => task.kind));
  }

  /** When the next task may be claimed, milliseconds since the epoch; undefined: there is none. */
  get nextAt(): number | undefined {
    if (this.held.size === 0) return undefined;
    return Math.min(...[...this.held.values()].map(({ readyAt }) => readyAt));
  }

  private add(task: NewTask): void {
    const { id, kind, merchantId, payload, dueAt } = copy(task);
    const due = new Date(dueAt).toISOString();
    const kept = { id, kind, merchantId, payload, dueAt: due, since: due, attempts: 0 };
    this.held.set(id, { task: kept, readyAt: Date.parse(dueAt) });
  }

  private due(held: Held, dueAt: string, since = dueAt): void {
    const times = { dueAt: new Date(dueAt).toISOString(), since: new Date(since).toISOString() };
    held.task = { ...held.task, ...times };
    held.lease = undefined;
    held.readyAt = Date.parse(dueAt);
  }

  private now(): number {
    return this.clock().getTime();
  }
}
