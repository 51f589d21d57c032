import type { NewTask } from '@entrepot/eventstore';
import { BatchWriter, tellWaiting } from '../runtime/batch-writer';
import type { ServiceParts } from '../runtime/service-parts';

const REFUSED_AGAIN_MS = 5_000;

/** Makes tasks of intents, and knows which intents have one. */
export class IntentTasks {
  private readonly writer: BatchWriter<NewTask>;
  private readonly underWay = new Map<string, number>();

  constructor(private readonly parts: ServiceParts) {
    this.writer = new BatchWriter<NewTask>({
      write: (tasks) => parts.backbone.tasks.insert(tasks),
      refused: (task, error, done) => this.again(task, error, done),
      waits: tellWaiting(parts, 'tasks of intents'),
      clock: parts.clock,
    });
  }

  /** `done` runs when the task is durable; one that is there already is left as it is. */
  add(task: NewTask, done: () => void): void {
    this.underWay.set(task.id, (this.underWay.get(task.id) ?? 0) + 1);
    this.writer.add(task, () => {
      this.forget(task.id);
      done();
    });
  }

  /** Whether a task of this intent is on its way into the store. */
  isUnderWay(id: string): boolean {
    return this.underWay.has(id);
  }

  /** Whether the store has a task of this intent. */
  async has(merchantId: string, id: string): Promise<boolean> {
    return (await this.parts.backbone.tasks.show(merchantId, id)) !== undefined;
  }

  private forget(id: string): void {
    const left = (this.underWay.get(id) ?? 0) - 1;
    if (left > 0) this.underWay.set(id, left);
    else this.underWay.delete(id);
  }

  /** A task must not get lost: if the store refuses it, its partition waits and a person is told. */
  private again(task: NewTask, error: unknown, done: () => void): void {
    this.parts.watch.alarm?.('store-failed', { what: 'task', id: task.id, error: String(error) });
    this.parts.clock.after(REFUSED_AGAIN_MS, () => this.writer.add(task, done));
  }
}
