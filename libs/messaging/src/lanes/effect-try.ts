import { DomainError, ignored, type AnyEvent } from '@entrepot/kernel';
import type { Effect, EffectCall, EffectDefinition, Outcome } from '../handlers/performs';
import type { EventMeta } from '../message/event-meta';
import { failuresOf, type Failure } from '../runtime/failure';
import type { ServiceParts } from '../runtime/service-parts';
import { asEffect } from '../tracing/traced-input';
import type { StateReader } from '../runtime/state-reader';

/** One try of an effect. */
export interface Trial {
  readonly intent: AnyEvent;
  readonly meta: EventMeta;
  /** 1: nobody has tried before, for sure. */
  readonly attempt: number;
  readonly timeoutMs: number;
  /** Only ask, never call: the time in which a call may be repeated is over. */
  readonly onlyAsk?: boolean;
  /** Whether it has become a task before: then it is tried there. */
  readonly isTask?: () => Promise<boolean>;
}

/**
 * `closed`: the stream does not want it any more. `pending`: the other side has not made up its mind. `task`: it is left
 * to its task, untried.
 */
export type TrialEnd = 'done' | 'closed' | 'pending' | 'task';

/** A call that does not even end when it is told to is given up as lost after this time. */
const LONGEST_OVERTIME_MS = 60_000;

/** The outcome is there and the stream refuses it. */
export class OutcomeRefused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.reason);
    this.name = 'OutcomeRefused';
  }
}

/**
 * Tries an effect once: is it still wanted, ask if it was tried before, else call, and record what came of it. Nothing
 * else is recorded about a try; that it failed is only known to whoever tries again.
 */
export class EffectTry {
  private readonly classify: (error: unknown) => Failure;
  /** Tries under way, those that ran out of time and have not come back among them. */
  running = 0;
  /** Runs when a place has become free. */
  released: () => void = () => undefined;

  constructor(
    private readonly definition: EffectDefinition,
    private readonly effect: Effect<AnyEvent, unknown>,
    private readonly parts: ServiceParts,
    private readonly states: StateReader,
  ) {
    this.classify = failuresOf(parts.errors);
  }

  run(trial: Trial): Promise<TrialEnd> {
    const { meta, attempt } = trial;
    const { name } = this.definition;
    return asEffect(this.parts, { name, meta, attempt }, (each) => this.tried({ ...trial, meta: each }));
  }

  private async tried(trial: Trial): Promise<TrialEnd> {
    this.running += 1;
    let working: Promise<Outcome> | undefined;
    try {
      if (await trial.isTask?.()) return 'task';
      if (!this.effect.isOpen(await this.stateFor(trial), trial.intent)) return 'closed';
      const outcome = await this.withinTime(trial, (call) => (working = this.outcomeOf(trial, call)));
      return await this.record(trial, outcome);
    } finally {
      this.releaseAfter(working);
    }
  }

  /** A call that ran out of time but goes on still burdens the other side: its place is not free before it ends. */
  private releaseAfter(working: Promise<unknown> | undefined): void {
    let held = true;
    let cancel = (): void => undefined;
    const release = () => {
      if (!held) return;
      held = false;
      cancel();
      this.running -= 1;
      this.released();
    };
    if (working === undefined) return release();
    cancel = this.parts.clock.after(LONGEST_OVERTIME_MS, release);
    working.then(release, release);
  }

  /** Whether an intent may not be called any more, since its time is over. */
  isOver({ at }: EventMeta): boolean {
    const { giveUpAfterMs, giveUp } = this.effect;
    if (giveUpAfterMs === undefined || giveUp === undefined) return false;
    return this.parts.clock.now() - Date.parse(at) > giveUpAfterMs;
  }

  /** A first try may trust a known state; whoever comes after somebody else looks at the newest one. */
  private async stateFor({ intent, meta, attempt }: Trial): Promise<unknown> {
    const { of } = this.definition;
    if (!this.isOwn(intent, meta)) {
      return (await this.parts.backbone.streams.read(of, meta.merchantId, this.keyOf(intent, meta))).state;
    }
    return (await (attempt === 1 ? this.states.stateAfter(of, meta) : this.states.newest(of, meta))).state;
  }

  /** Whether the stream that wants the outcome is the one that has recorded the intent. */
  private isOwn(intent: AnyEvent, meta: EventMeta): boolean {
    return this.definition.of.kind === meta.streamKind && this.keyOf(intent, meta) === meta.key;
  }

  private keyOf(intent: AnyEvent, meta: EventMeta): string {
    return this.definition.id?.(intent) ?? meta.key;
  }

  private async outcomeOf({ intent, attempt, onlyAsk }: Trial, call: EffectCall): Promise<Outcome> {
    const { effect } = this;
    if (attempt > 1 && effect.inquire !== undefined) {
      const known = await effect.inquire(intent, call);
      if (known !== undefined) return known;
    }
    if (!onlyAsk) return effect.perform(intent, call);
    if (effect.giveUp !== undefined) return effect.giveUp(intent);
    throw new Error('the other side has not heard of it, and it may be called once only');
  }

  /** What has not answered in time is unknown; the caller is told to stop, and its late answer is not waited for. */
  private async withinTime<T>(trial: Trial, work: (call: EffectCall) => Promise<T>): Promise<T> {
    const { meta, attempt, timeoutMs } = trial;
    const stop = new AbortController();
    let cancel = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = this.parts.clock.after(timeoutMs, () => {
        const error = new Error(`no answer within ${timeoutMs} ms`);
        reject(error);
        // A clock's end, not a caller's: breakers count it.
        stop.abort(new DOMException(error.message, 'TimeoutError'));
      });
    });
    const call = { signal: stop.signal, attempt, intentId: meta.id, merchantId: meta.merchantId, meta };
    try {
      return await Promise.race([work(call), late]);
    } finally {
      cancel();
    }
  }

  private async record(trial: Trial, outcome: Outcome): Promise<TrialEnd> {
    const final = outcome.final !== false;
    try {
      await this.commit(trial, outcome, final);
    } catch (error) {
      if (!isSecondOutcome(error)) throw new OutcomeRefused(this.classify(error));
      const { id } = trial.meta;
      this.parts.watch.alarm?.('second-outcome', { handler: this.definition.name, intent: id, kind: outcome.kind });
    }
    return final ? 'done' : 'pending';
  }

  /** The cause is the intent; its key is the same for every final outcome, its hash tells a differing second one. */
  private async commit({ intent, meta }: Trial, outcome: Outcome, final: boolean): Promise<void> {
    const { of, also } = this.definition;
    const performed = { intent, intentId: meta.id, outcome };
    const key = final ? 'outcome' : `pending:${outcome.kind}`;
    await this.parts.backbone.commands.handle({
      on: of,
      merchantId: meta.merchantId,
      key: this.keyOf(intent, meta),
      cause: { source: `intent:${meta.id}`, key, hash: outcome.kind, ...(meta.trace && { trace: meta.trace }) },
      decide: (state, given) => {
        // The stream has recorded the intent: that it is not seen says something of the database, nothing of the intent.
        if (state === of.initial && this.isOwn(intent, meta)) throw new DomainError('store.unavailable');
        if (!this.effect.isOpen(state, intent)) return ignored('the intent is not open any more');
        return this.effect.decide(state, performed, given, undefined);
      },
      ...(also && { also: (state: unknown) => also(state, intent, outcome) }),
    });
  }
}

function isSecondOutcome(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'idempotency.key-reused';
}
