import { randomUUID } from 'node:crypto';
import { decodeCursor, toPage } from '../side/cursor';
import type { Page, PageRequest } from '../side/page';
import { Tasks, type Claim, type ClaimedTask, type NewTask, type Task } from '../side/tasks';

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
        if (held.lease !== undefined) held.task = { ...held.task, payload: structuredClone(task.payload) };
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
        return { ...structuredClone(held.task), lease };
      });
  }

  async reschedule(task: ClaimedTask, next: { dueAt: string; lastError?: string }): Promise<boolean> {
    const held = this.held.get(task.id);
    if (held?.lease !== task.lease) return false;
    held.task = { ...held.task, ...next };
    this.due(held, next.dueAt);
    return true;
  }

  async finish(tasks: readonly ClaimedTask[]): Promise<void> {
    for (const { id, lease } of tasks) if (this.held.get(id)?.lease === lease) this.held.delete(id);
  }

  async hasten(merchantId: string, id: string): Promise<boolean> {
    const held = this.held.get(id);
    if (held?.task.merchantId !== merchantId) return false;
    this.due(held, this.clock().toISOString());
    return true;
  }

  async list(merchantId: string, { cursor, limit, kind }: PageRequest & { kind?: string }): Promise<Page<Task>> {
    const after = cursor === undefined ? '' : String(decodeCursor(cursor, 1)[0]);
    const found = [...this.held.values()]
      .map(({ task }) => task)
      .filter((task) => task.merchantId === merchantId && task.id > after && task.kind === (kind ?? task.kind))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return toPage(structuredClone(found.slice(0, limit + 1)), limit, ({ id }) => [id]);
  }

  async show(merchantId: string, id: string): Promise<Task | undefined> {
    const held = this.held.get(id);
    return held?.task.merchantId === merchantId ? structuredClone(held.task) : undefined;
  }

  async count({ kind, dueBefore }: { kind?: string; dueBefore?: string } = {}): Promise<number> {
    const before = dueBefore === undefined ? Infinity : Date.parse(dueBefore);
    const counts = ({ task }: Held) => task.kind === (kind ?? task.kind) && Date.parse(task.dueAt) < before;
    return [...this.held.values()].filter(counts).length;
  }

  private add(task: NewTask): void {
    const { id, kind, merchantId, payload, dueAt } = structuredClone(task);
    const kept = { id, kind, merchantId, payload, dueAt: new Date(dueAt).toISOString(), attempts: 0 };
    this.held.set(id, { task: kept, readyAt: Date.parse(dueAt) });
  }

  private due(held: Held, dueAt: string): void {
    held.task = { ...held.task, dueAt: new Date(dueAt).toISOString() };
    held.lease = undefined;
    held.readyAt = Date.parse(dueAt);
  }

  private now(): number {
    return this.clock().getTime();
  }
}
