import type { ClaimedTask, HeldMessage, NewTask } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { Effect, EffectDefinition } from '../handlers/performs';
import { Incoming } from '../message/incoming';
import { BatchWriter } from '../runtime/batch-writer';
import { backoff, toTime } from '../runtime/clock';
import { failuresOf, type Failure } from '../runtime/failure';
import type { Delivery } from '../runtime/partition-window';
import type { ServiceParts } from '../runtime/service-parts';
import type { StateReader } from '../runtime/state-reader';
import type { Settlement } from '../runtime/watch';
import type { TaskEnd, TaskRunner, TaskWork } from '../tasks/task-runner';
import type { DeadLettering } from './dead-lettering';
import { EffectTry, OutcomeRefused, type TrialEnd } from './effect-try';
import type { Lane } from './lane';

export interface EffectTools {
  readonly states: StateReader;
  readonly deadLetters: DeadLettering;
  readonly runner: TaskRunner;
}

interface RegisteredEffect {
  readonly definition: EffectDefinition;
  readonly effect: Effect<AnyEvent, unknown>;
}

/** What an effect's task carries. */
interface EffectPayload {
  readonly message: HeldMessage;
  /** Tries that were or may have been made before it became a task. */
  readonly tried: number;
}

const FIRST_RETRY_MS = 500;

/**
 * The way of intents to their effect. The durable result of an intent is its outcome or a task: a first try that takes
 * too long or fails becomes a task, and a full bulkhead makes one at once, so that no intent holds up the partition.
 */
export class EffectLane implements Lane, TaskWork {
  readonly kind: string;
  busy = 0;
  private readonly trying: EffectTry;
  private readonly tasks: BatchWriter<NewTask>;
  private readonly classify: (error: unknown) => Failure;

  constructor(
    private readonly registered: RegisteredEffect,
    private readonly parts: ServiceParts,
    private readonly tools: EffectTools,
  ) {
    const { definition, effect } = registered;
    this.kind = `effect:${definition.name}`;
    this.trying = new EffectTry(definition, effect, parts, tools.states);
    this.classify = failuresOf(parts.errors);
    this.tasks = new BatchWriter<NewTask>({
      write: (tasks) => parts.backbone.tasks.insert(tasks),
      refused: (task, error) => this.tasksRefused(task, error),
      clock: parts.clock,
    });
  }

  get name(): string {
    return this.registered.definition.name;
  }

  get free(): number {
    return this.registered.definition.atOnce - this.trying.running;
  }

  receive(incoming: Incoming, delivery: Delivery): void {
    this.busy += 1;
    let intent: AnyEvent;
    try {
      intent = incoming.event(this.parts.contracts);
    } catch (error) {
      return this.giveUp(incoming, this.classify(error), () => this.settle(delivery));
    }
    const tried = delivery.redelivered ? 1 : 0;
    const { atMostOnce, firstTryMs: timeoutMs } = this.registered.definition;
    if (atMostOnce || this.free <= 0) return this.hand(incoming, delivery, { tried, dueInMs: 0 });
    const trial = { intent, meta: incoming.meta, attempt: tried + 1, timeoutMs };
    this.trying.run(trial).then(
      (end) => this.ended(incoming, delivery, end),
      (error: unknown) => this.failed(incoming, delivery, error),
    );
  }

  async redrive(incoming: Incoming): Promise<Settlement> {
    const { laterTryMs: timeoutMs } = this.registered.definition;
    const trial = { intent: incoming.event(this.parts.contracts), meta: incoming.meta, attempt: 2, timeoutMs };
    return (await this.trying.run(trial)) === 'closed' ? 'ignored' : 'done';
  }

  async run(task: ClaimedTask): Promise<TaskEnd> {
    const { message, tried } = task.payload as EffectPayload;
    const { laterTryMs: timeoutMs, atMostOnce } = this.registered.definition;
    const incoming = Incoming.ofHeld(message);
    const attempt = tried + task.attempts;
    const { meta } = incoming;
    const onlyAsk = (atMostOnce && attempt > 1) || this.trying.isOver(meta);
    try {
      const intent = incoming.event(this.parts.contracts);
      const end = await this.trying.run({ intent, meta, attempt, timeoutMs, onlyAsk });
      this.parts.watch.settled?.(this.name, end === 'closed' ? 'ignored' : 'done');
      return end === 'pending' ? { dueAt: this.nextTry(attempt) } : 'finished';
    } catch (error) {
      return this.taskFailed(task, incoming, error);
    }
  }

  private ended(incoming: Incoming, delivery: Delivery, end: TrialEnd): void {
    if (end === 'pending') return this.hand(incoming, delivery, { tried: 1, dueInMs: FIRST_RETRY_MS });
    this.parts.watch.settled?.(this.name, end === 'closed' ? 'ignored' : 'done');
    this.settle(delivery);
  }

  private failed(incoming: Incoming, delivery: Delivery, error: unknown): void {
    if (error instanceof OutcomeRefused && error.failure.kind === 'dead') {
      return this.giveUp(incoming, error.failure, () => this.settle(delivery));
    }
    this.hand(incoming, delivery, { tried: 1, dueInMs: retryAfter(error) ?? FIRST_RETRY_MS });
  }

  /** Makes it a task; from then on the offset may move. */
  private hand(incoming: Incoming, delivery: Delivery, { tried, dueInMs }: { tried: number; dueInMs: number }): void {
    const { id, merchantId } = incoming.meta;
    const payload: EffectPayload = { message: incoming.held(), tried };
    const dueAt = toTime(this.parts.clock.now() + dueInMs);
    this.tasks.add({ id, kind: this.kind, merchantId, payload, dueAt }, () => {
      this.parts.watch.settled?.(this.name, 'task');
      this.tools.runner.nudge();
      this.settle(delivery);
    });
  }

  private async taskFailed(task: ClaimedTask, incoming: Incoming, error: unknown): Promise<TaskEnd> {
    if (this.isHopeless(task, error)) {
      const failure = error instanceof OutcomeRefused ? error.failure : this.classify(error);
      await new Promise<void>((resolve) => this.giveUp(incoming, failure, resolve, task.attempts));
      return 'finished';
    }
    const attempt = task.attempts + 1;
    const dueAt = Math.max(this.nextTry(attempt), this.parts.clock.now() + (retryAfter(error) ?? 0));
    return { dueAt, lastError: String(error).slice(0, 500) };
  }

  /** A call that fails is tried for as long as the effect wants; an outcome that cannot be recorded is not. */
  private isHopeless({ attempts }: ClaimedTask, error: unknown): boolean {
    if (!(error instanceof OutcomeRefused)) return this.classify(error).code.startsWith('message.');
    const { kind } = error.failure;
    return kind === 'dead' || (kind === 'broken' && attempts >= this.parts.limits.brokenAttempts);
  }

  private nextTry(attempt: number): number {
    const wait = backoff(attempt, FIRST_RETRY_MS, this.parts.limits.longestEffectRetryMs);
    return this.parts.clock.now() + wait;
  }

  private giveUp(incoming: Incoming, failure: Failure, done: () => void, attempts = 1): void {
    const source = incoming.header('ce_subject') ?? '';
    this.tools.deadLetters.add({ handler: this.name, source, incoming, failure, attempts }, done);
  }

  private settle(delivery: Delivery): void {
    this.busy -= 1;
    delivery.settle();
  }

  /** The store will not take the task: its partition waits, and a person is told. */
  private tasksRefused(task: NewTask, error: unknown): void {
    this.parts.watch.alarm?.('store-failed', { what: 'task', id: task.id, error: String(error) });
  }
}

/** What a failed call said about when to try again. */
function retryAfter(error: unknown): number | undefined {
  const ms = (error as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return typeof ms === 'number' && ms >= 0 ? ms : undefined;
}
