import { streamId, type ClaimedTask } from '@entrepot/eventstore';
import { DomainError, ignored } from '@entrepot/kernel';
import type { TimerDefinition, Waking } from '../handlers/wakes';
import { timerKind, type TimerPayload } from '../lanes/timer-lane';
import type { ServiceParts } from '../runtime/service-parts';
import type { TaskEnd, TaskWork } from './task-runner';

const AT_ONCE = 50;
const REPEATED_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Fires timers: folds the stream, asks again when it is due, and acts, moves or forgets. */
export class TimerWork implements TaskWork {
  readonly kind: string;
  private running = 0;

  constructor(
    private readonly definition: TimerDefinition,
    private readonly waking: Waking<unknown>,
    private readonly parts: ServiceParts,
  ) {
    this.kind = timerKind(definition.name);
  }

  get free(): number {
    return AT_ONCE - this.running;
  }

  async run(task: ClaimedTask): Promise<TaskEnd> {
    this.running += 1;
    try {
      return await this.fire(task);
    } finally {
      this.running -= 1;
    }
  }

  private async fire(task: ClaimedTask): Promise<TaskEnd> {
    const { key, dueAt: madeFor, version: reached = 1 } = task.payload as TimerPayload;
    const { streams } = this.parts.backbone;
    const { state, version } = await streams.read(this.definition.of, task.merchantId, key);
    // It was made from more than is seen: that says something of the database, nothing of the stream.
    if (version < reached) throw new DomainError('store.unavailable');
    const dueAt = this.definition.dueAt(state);
    const now = this.parts.clock.now();
    if (dueAt === undefined) return this.forget(now, Date.parse(madeFor));
    if (Date.parse(dueAt) > now) return { dueAt: Date.parse(dueAt) };
    const after = this.definition.dueAt(await this.act(task, key, dueAt));
    if (after === undefined) return this.forget(now, Date.parse(madeFor));
    return { dueAt: this.next(task, dueAt, after) };
  }

  /** Before the time that it was made for, a timer counts on its task to be there: then it stays until that time. */
  private forget(now: number, madeFor: number): TaskEnd {
    return madeFor > now ? { dueAt: madeFor } : 'finished';
  }

  private async act(task: ClaimedTask, key: string, dueAt: string): Promise<unknown> {
    const { of, also } = this.definition;
    const stream = streamId(task.merchantId, of.kind, key);
    const { tracing } = this.parts;
    // Nothing led to it but time: a trace begins here.
    const attributes = { 'entrepot.stream': stream };
    const span = tracing?.isOn
      ? tracing.begin({ name: this.definition.name, kind: 'internal', attributes })
      : undefined;
    const decided = this.parts.backbone.commands.handle({
      on: of,
      merchantId: task.merchantId,
      key,
      cause: { source: `timer:${stream}`, key: dueAt, ...(span && { trace: span.trace }) },
      decide: (current, given) => {
        if (this.definition.dueAt(current) !== dueAt) return ignored('the timer was moved meanwhile');
        return this.waking.decide(current, { dueAt }, given, undefined);
      },
      ...(also && { also }),
    });
    const { state } = await (span === undefined ? decided : span.run(() => decided));
    return state;
  }

  /** A decision that leaves the time as it was must not be asked again and again at full speed. */
  private next(task: ClaimedTask, dueAt: string, after: string): number {
    if (after !== dueAt) return Date.parse(after);
    return this.parts.clock.now() + Math.min(LONGEST_PAUSE_MS, REPEATED_PAUSE_MS * 2 ** Math.min(task.attempts, 20));
  }
}
