import type { Assignment } from '../bus/bus';
import type { Effect } from '../handlers/performs';
import type { Listing } from '../handlers/lists';
import type { Mirror } from '../handlers/mirrors';
import type { Projection } from '../handlers/projects';
import type { Reaction } from '../handlers/reacts';
import type { Taker } from '../handlers/takes';
import type { Waking } from '../handlers/wakes';
import { DeadLettering } from '../lanes/dead-lettering';
import { EffectLane } from '../lanes/effect-lane';
import type { Lane } from '../lanes/lane';
import { ListLane } from '../lanes/list-lane';
import { MirrorLane } from '../lanes/mirror-lane';
import { Parking } from '../lanes/parking';
import { ProjectionLane } from '../lanes/projection-lane';
import { ReactionLane } from '../lanes/reaction-lane';
import { Redriver } from '../lanes/redriver';
import type { SequenceLane } from '../lanes/sequence-lane';
import { TakerLane } from '../lanes/taker-lane';
import { TimerLane } from '../lanes/timer-lane';
import { TaskRunner } from '../tasks/task-runner';
import { TimerWork } from '../tasks/timer-work';
import type { ViewSource } from '../views/view-source';
import type { PlannedHandler } from './plan';
import { Routes } from './routes';
import type { ServiceParts } from './service-parts';
import { StateReader } from './state-reader';
import type { HandlerDefinition } from '../handlers/definition';
import type { AnyEvent } from '@entrepot/kernel';

type Of<K extends HandlerDefinition['kind']> = Extract<HandlerDefinition, { kind: K }>;

/** All lanes of a service, made from its handlers, and what they share. */
export class LaneSet {
  readonly routes = new Routes();
  readonly runner: TaskRunner;
  readonly deadLetters: DeadLettering;
  /** Lanes by the names under which they give things up. */
  readonly byHandler = new Map<string, Lane>();
  readonly parking: Parking;
  private readonly redriver: Redriver;
  readonly states: StateReader;
  /** What the views of the service are made from. */
  readonly views: ViewSource[] = [];
  private readonly reactions = new Map<string, ReactionLane>();
  private readonly timers: TimerLane[] = [];

  constructor(
    private readonly parts: ServiceParts,
    handlers: readonly PlannedHandler[],
  ) {
    this.runner = new TaskRunner(parts);
    this.deadLetters = new DeadLettering(parts);
    this.parking = new Parking(parts);
    this.redriver = new Redriver(parts, this.parking, this.deadLetters);
    this.states = new StateReader(parts.backbone.streams, parts.clock);
    for (const { definition, instance } of handlers) this.add(definition, instance);
  }

  /** Before the first message of a generation: what is parked of its partitions is known. */
  async prepare(assignments: readonly Assignment[], isOver: () => boolean): Promise<void> {
    await this.parking.load(assignments, isOver);
    if (isOver()) return;
    this.redriver.assigned(assignments);
    for (const timer of this.timers) timer.forget();
  }

  /** The lane whose inputs are parked under this name. */
  sequence(name: string): SequenceLane | undefined {
    return this.redriver.lane(name);
  }

  stop(): void {
    this.redriver.stop();
    this.runner.stop();
  }

  /** Things under way that are no messages. */
  get busy(): number {
    const writing = this.parking.idle && this.deadLetters.idle ? 0 : 1;
    return this.runner.busy + this.redriver.busy + writing;
  }

  private add(definition: HandlerDefinition, instance: object): void {
    switch (definition.kind) {
      case 'reaction':
        return this.addReaction(definition, instance as Reaction<unknown, AnyEvent, unknown>);
      case 'effect':
        return this.addEffect(definition, instance as Effect<AnyEvent, unknown>);
      case 'timer':
        return this.addTimer(definition, instance as Waking<unknown>);
      case 'projection':
        return this.addProjection(definition, instance as Projection<unknown>);
      case 'list':
        return this.addList(definition, instance as Listing<AnyEvent>);
      case 'mirror':
        return this.addMirror(definition, instance as Mirror<AnyEvent>);
      case 'taker':
        return this.addTaker(definition, instance as Taker<object>);
    }
  }

  private addReaction(definition: Of<'reaction'>, reaction: Reaction<unknown, AnyEvent, unknown>): void {
    const { kind } = definition.on;
    let lane = this.reactions.get(kind);
    if (lane === undefined) {
      lane = new ReactionLane(kind, this.parts, this);
      this.reactions.set(kind, lane);
      this.redriver.register(lane);
    }
    lane.add(definition, reaction);
    this.routeType(definition.event, lane);
    this.byHandler.set(definition.name, lane);
  }

  private addEffect(definition: Of<'effect'>, effect: Effect<AnyEvent, unknown>): void {
    const lane = new EffectLane({ definition, effect }, this.parts, this);
    this.runner.register(lane);
    this.routeType(definition.event, lane);
    this.byHandler.set(definition.name, lane);
  }

  private addTimer(definition: Of<'timer'>, waking: Waking<unknown>): void {
    const lane = new TimerLane(definition, this.parts, this);
    this.timers.push(lane);
    this.runner.register(new TimerWork(definition, waking, this.parts));
    this.routeKind(definition.of.kind, lane);
    this.byHandler.set(definition.name, lane);
  }

  private addProjection(definition: Of<'projection'>, projection: Projection<unknown>): void {
    const lane = new ProjectionLane(definition, projection, this.parts, this);
    this.views.push(lane);
    this.routeKind(definition.of.kind, lane);
    this.byHandler.set(definition.name, lane);
  }

  private addList(definition: Of<'list'>, listing: Listing<AnyEvent>): void {
    const lane = new ListLane(definition, listing, this.parts, this.deadLetters);
    this.views.push(lane);
    for (const event of definition.events) this.routeType(event, lane);
    this.byHandler.set(definition.name, lane);
  }

  private addMirror(definition: Of<'mirror'>, mirror: Mirror<AnyEvent>): void {
    const lane = new MirrorLane(definition, mirror, this.parts, this.deadLetters);
    this.views.push(lane);
    for (const event of definition.events) this.routeType(event, lane);
    this.byHandler.set(definition.name, lane);
  }

  private addTaker(definition: Of<'taker'>, taker: Taker<object>): void {
    const lane = new TakerLane({ definition, taker }, this.parts, this);
    this.redriver.register(lane);
    const routes = this.routes.of(definition.topic);
    routes.addDoor(lane);
    routes.admission ??= lane.admission;
    this.byHandler.set(definition.name, lane);
  }

  private routeType(event: string, lane: Lane): void {
    const terms = this.parts.contracts.event(event);
    if (terms !== undefined) this.routes.of(terms.topic).addType(event, lane);
  }

  /** The events of a kind of stream may be on any topic of this service. */
  private routeKind(kind: string, lane: Lane): void {
    for (const topic of this.parts.contracts.ownTopics(this.parts.name)) this.routes.of(topic).addKind(kind, lane);
  }
}
