import type { ClaimedTask, HeldMessage } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { Effect, EffectDefinition } from '../handlers/performs';
import { Incoming } from '../message/incoming';
import { backoff, toTime } from '../runtime/clock';
import { failuresOf, type Failure } from '../runtime/failure';
import type { Delivery } from '../runtime/partition-window';
import type { ServiceParts } from '../runtime/service-parts';
import type { StateReader } from '../runtime/state-reader';
import type { Settlement } from '../runtime/watch';
import type { TaskEnd, TaskRunner, TaskWork } from '../tasks/task-runner';
import { BegunIntents } from './begun-intents';
import type { DeadLettering } from './dead-lettering';
import { EffectTry, OutcomeRefused, type TrialEnd } from './effect-try';
import { retryAfter, wasNotSent } from './failed-call';
import { IntentTasks } from './intent-tasks';
import type { Lane } from './lane';
import { ShortQueue } from './short-queue';

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
export interface EffectPayload {
  readonly message: HeldMessage;
  /** Tries that were or may have been made before it became a task. */
  readonly tried: number;
}

/** A first try. */
interface Arrival {
  readonly incoming: Incoming;
  readonly delivery: Delivery;
  readonly intent: AnyEvent;
}

/** Before the name of an effect: the kind of its tasks. */
export const EFFECT_TASK = 'effect:';

const FIRST_RETRY_MS = 500;
const MOST_WAITING = 1_000;
const SETTLEMENTS: Readonly<Record<TrialEnd, Settlement>> = {
  done: 'done',
  pending: 'done',
  closed: 'ignored',
  task: 'repeated',
};

/**
 * The way of intents to their effect. The durable result of an intent is its outcome or a task: a first try that takes
 * too long or fails becomes a task, and so does one that finds no place within a quarter of that time, so that no intent
 * holds up the partition. A burst that fits into this wait is spared the way through the database. A quarter of the
 * places is kept for tasks: they may not starve while bursts last.
 */
export class EffectLane implements Lane, TaskWork {
  readonly kind: string;
  busy = 0;
  private readonly trying: EffectTry;
  private readonly tasks: IntentTasks;
  private readonly begun = new BegunIntents();
  private readonly waiting: ShortQueue<Arrival>;
  private readonly classify: (error: unknown) => Failure;

  constructor(
    private readonly registered: RegisteredEffect,
    private readonly parts: ServiceParts,
    private readonly tools: EffectTools,
  ) {
    const { definition, effect } = registered;
    this.kind = `${EFFECT_TASK}${definition.name}`;
    this.trying = new EffectTry(definition, effect, parts, tools.states);
    const released = () => this.admit();
    this.trying.released = released;
    this.classify = failuresOf(parts.errors);
    this.waiting = new ShortQueue<Arrival>({
      ...{ clock: parts.clock, holdMs: definition.firstTryMs / 4, most: MOST_WAITING },
      expired: (arrival) => this.leave(arrival),
    });
    this.tasks = new IntentTasks(parts);
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
    const arrival = { incoming, delivery, intent };
    if (this.registered.definition.atMostOnce || this.tasks.isUnderWay(incoming.meta.id)) return this.leave(arrival);
    if (this.freeForArrivals > 0) this.begin(arrival);
    else if (!this.waiting.offer(arrival)) this.leave(arrival);
  }

  private get freeForArrivals(): number {
    return this.free - Math.floor(this.registered.definition.atOnce / 4);
  }

  /** Places became free: whoever waits longest is next. What belongs to another process by now is its to do. */
  private admit(): void {
    while (this.freeForArrivals > 0) {
      const next = this.waiting.take();
      if (next === undefined) return;
      if (next.delivery.live) this.begin(next);
      else this.busy -= 1;
    }
  }

  private begin(arrival: Arrival): void {
    const { incoming, delivery, intent } = arrival;
    const { meta } = incoming;
    // A copy of it is being tried: what came of that is known later.
    if (this.begun.isUnderWay(meta.id)) return this.hand(incoming, delivery, { tried: 1, dueInMs: FIRST_RETRY_MS });
    const { firstTryMs: timeoutMs } = this.registered.definition;
    const tried = this.triesBefore(arrival);
    // A task of it would not know of this try, and might call without asking.
    const isTask = tried > 0 ? () => this.tasks.has(meta.merchantId, meta.id) : undefined;
    const onlyAsk = tried > 0 && this.trying.isOver(meta);
    const trial = { intent, meta, attempt: tried + 1, timeoutMs, isTask, onlyAsk };
    const over = this.begun.begin(meta.id);
    const trying = this.trying.run(trial).finally(over);
    trying.then(
      (end) => this.ended(incoming, delivery, end),
      (error: unknown) => this.failed(arrival, tried, error),
    );
  }

  /** What was in the partition before this process may have been tried by another one. */
  private triesBefore({ incoming, delivery }: Arrival): number {
    return delivery.redelivered || this.begun.has(incoming.meta.id) ? 1 : 0;
  }

  /** Not tried: it becomes a task that is due at once. */
  private leave(arrival: Arrival): void {
    const { incoming, delivery } = arrival;
    if (delivery.live) this.hand(incoming, delivery, { tried: this.triesBefore(arrival), dueInMs: 0 });
    else this.busy -= 1;
  }

  async redrive(incoming: Incoming): Promise<Settlement> {
    const { laterTryMs: timeoutMs } = this.registered.definition;
    const { meta } = incoming;
    const onlyAsk = this.registered.definition.atMostOnce || this.trying.isOver(meta);
    const trial = { intent: incoming.event(this.parts.contracts), meta, attempt: 2, timeoutMs, onlyAsk };
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
      this.parts.watch.settled?.(this.name, SETTLEMENTS[end]);
      return end === 'pending' ? { dueAt: this.nextTry(attempt) } : 'finished';
    } catch (error) {
      return this.taskFailed(task, incoming, error);
    }
  }

  private ended(incoming: Incoming, delivery: Delivery, end: TrialEnd): void {
    if (end === 'pending') return this.hand(incoming, delivery, { tried: 1, dueInMs: FIRST_RETRY_MS });
    this.parts.watch.settled?.(this.name, SETTLEMENTS[end]);
    this.settle(delivery);
  }

  private failed({ incoming, delivery }: Arrival, before: number, error: unknown): void {
    if (error instanceof OutcomeRefused && error.failure.kind === 'dead') {
      return this.giveUp(incoming, error.failure, () => this.settle(delivery));
    }
    const tried = wasNotSent(error) ? before : 1;
    this.hand(incoming, delivery, { tried, dueInMs: retryAfter(error) ?? FIRST_RETRY_MS });
  }

  /** Makes it a task; from then on the offset may move. */
  private hand(incoming: Incoming, delivery: Delivery, { tried, dueInMs }: { tried: number; dueInMs: number }): void {
    const { id, merchantId } = incoming.meta;
    const payload: EffectPayload = { message: incoming.held(), tried };
    const dueAt = toTime(this.parts.clock.now() + dueInMs);
    this.tasks.add({ id, kind: this.kind, merchantId, payload, dueAt }, () => {
      this.parts.watch.settled?.(this.name, 'task');
      this.tools.runner.nudge(dueInMs);
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
}
