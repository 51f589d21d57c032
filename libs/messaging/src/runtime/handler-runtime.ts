import type { Reach } from '@entrepot/eventstore';
import { Views } from '../views/views';
import { Incoming } from '../message/incoming';
import { failuresOf, type Failure } from './failure';
import { GivingUp } from './giving-up';
import { Intake } from './intake';
import { LifeClock } from './life-clock';
import { LaneSet } from './lane-set';
import { planOf } from './plan';
import type { ServiceParts } from './service-parts';
import type { PartitionProgress } from '../bus/bus';
import type { Settlement } from './watch';

const LOOK_EVERY_MS = 10;

/** What became of a message that was tried again by hand. */
export type Redriven = { readonly settled: Settlement } | { readonly failure: Failure };

/** Reads the topics of a service and gives every message to the handlers that want it. */
export class HandlerRuntime {
  private readonly parts: ServiceParts;
  private readonly clock: LifeClock;
  private readonly lanes: LaneSet;
  private readonly intake: Intake;
  /** Makes dead letters of what waits. */
  readonly givingUp: GivingUp;
  /** The service's views, to have them rebuilt. */
  readonly views: Views;
  private draining: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  /** Throws `PlanRefused` when handlers contradict each other or their contracts. */
  constructor(given: ServiceParts, handlers: readonly object[], ended: (error: Error) => void) {
    this.clock = new LifeClock(given.clock);
    const parts = { ...given, clock: this.clock };
    this.parts = parts;
    this.lanes = new LaneSet(parts, planOf(parts.name, handlers, parts.contracts));
    this.givingUp = new GivingUp(parts.backbone, this.lanes);
    const { routes, deadLetters } = this.lanes;
    this.views = new Views(parts, this.lanes.views, routes.names);
    const prepare = this.lanes.prepare.bind(this.lanes);
    this.intake = new Intake(parts, { routes, deadLetters, prepare, ended });
  }

  /** Topics that this service reads. */
  get topics(): readonly string[] {
    return this.lanes.routes.names;
  }

  /** Begins to read. Views must exist by now. Throws when a topic does not exist. */
  async start(): Promise<void> {
    const missing = await this.parts.bus.missingTopics(this.topics);
    if (missing.length > 0) throw new Error(`${this.parts.name} reads topics that do not exist: ${missing.join(', ')}`);
    if (this.topics.length > 0) await this.intake.open();
    this.lanes.runner.start();
    this.views.start();
  }

  /**
   * Stops reading and waits for what is under way; what does not end in time is done again by whoever reads next. The
   * group is still held and tasks that are not done are given back. Called again it waits for the same.
   */
  drain(): Promise<void> {
    return (this.draining ??= this.finish());
  }

  /** Drains, commits the offsets of what is done, leaves the group. Called again it waits for the same. */
  stop(): Promise<void> {
    return (this.stopping ??= this.drain().then(() => this.leave()));
  }

  private async finish(): Promise<void> {
    const { clock, limits } = this.parts;
    await this.intake.halt();
    this.lanes.stop();
    await this.views.end();
    const deadline = clock.elapsed() + limits.drainMs;
    while (!this.idle && clock.elapsed() < deadline) {
      await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve));
    }
    await this.lanes.runner.giveBack();
  }

  private async leave(): Promise<void> {
    await this.intake.leave();
    this.clock.end();
  }

  /** Stops at once, as a process that dies does: nothing is waited for and no offset is committed. */
  async abandon(): Promise<void> {
    this.lanes.stop();
    void this.views.end();
    this.clock.end();
    await this.intake.abandon();
  }

  /** Nothing is under way in this process. */
  get idle(): boolean {
    return this.intake.unsettled === 0 && this.lanes.busy === 0;
  }

  /** Milliseconds since the last sign of life of the fetch loop; undefined when nothing is read. */
  get silentMs(): number | undefined {
    return this.intake.silentMs;
  }

  /** Milliseconds since it last tried to reach a broker; undefined when nothing is read. */
  get idleMs(): number | undefined {
    return this.intake.idleMs;
  }

  /**
   * For how long nothing has been said on these topics, milliseconds, as far as this process knows: 0 where it does not read all their
   * partitions, or was given them just now.
   */
  quietMs(topics: readonly string[]): number {
    return this.intake.quietMs(topics);
  }

  /**
   * By topic that this process reads now, when the broker got the oldest message without a durable result, milliseconds since the
   * epoch; 0: there is none. Costs a look at each partition.
   */
  oldest(): Map<string, number> {
    return this.intake.oldest();
  }

  /** How far the service has come on its topics, all its processes together. */
  progress(): Promise<PartitionProgress[]> {
    return this.parts.bus.progress(this.parts.name, this.topics);
  }

  /**
   * Tries a dead letter again, in this process. It is taken out once it has a durable result; with a failure it stays.
   * Undefined: there is no such letter.
   */
  async redriveDeadLetter(of: Reach, id: string): Promise<Redriven | undefined> {
    const { deadLetters } = this.parts.backbone;
    const letter = await deadLetters.show(of, id);
    if (letter === undefined) return undefined;
    const lane = this.lanes.byHandler.get(letter.reaction);
    if (lane === undefined) return { failure: nobodys(letter.reaction) };
    try {
      const settled = await lane.redrive(Incoming.ofHeld(letter.message));
      await deadLetters.delete(of, id);
      return { settled };
    } catch (error) {
      return { failure: failuresOf(this.parts.errors)(error) };
    }
  }
}

/** What was no event for anybody, and what an earlier release has read. */
function nobodys(handler: string): Failure {
  return { kind: 'dead', code: 'handler.none', reason: `this release has no handler ${handler} that could try it` };
}
