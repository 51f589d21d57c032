import { EFFECT_TASK, VIEWS_POLL_MS, type Alarm } from '@entrepot/messaging';
import { Place } from '../../../libs/eventstore/src/feed/place';
import { Actor } from '../engine/actor';
import { resultOf, Simulation, START } from '../engine/simulation';
import { Broker } from './broker';
import { DatabaseFaults } from './connection';
import { Database } from './database';
import { Counted, type CallFault, type Fault, type SendFault } from './faults';
import { Pod, type ServicePlan } from './pod';
import { Wire } from './wire';

export interface WorldPlan {
  readonly seed: number;
  readonly services: readonly { readonly plan: ServicePlan; readonly pods: number }[];
  readonly partitions: number;
  readonly faults: readonly Fault[];
  /** The longest that a message is under way, milliseconds. */
  readonly slowestMs: number;
}

/** Somebody at work, and at what: for people. */
export interface Busy {
  readonly name: string;
  readonly occupation?: string;
}

type PodFault = Extract<Fault, { kind: 'crash' | 'leave' | 'freeze' }>;

/** Alarms that may be raised while things go wrong; any other one says that something did not hold. */
const EXPECTED: readonly Alarm[] = ['store-failed', 'relay-failed', 'handler-failed'];

/** Services with their databases and processes, the broker between them, and everything that goes wrong with them. */
export class World {
  readonly simulation: Simulation;
  readonly wire: Wire;
  readonly broker: Broker;
  readonly pods: Pod[] = [];
  readonly databases = new Map<string, Database>();
  readonly calls = new Counted<CallFault>();
  readonly doors = new Counted<'lost' | 'answer-lost' | 'twice'>();
  /** What did not hold. */
  readonly violations: string[] = [];
  private readonly fate = new Actor('fate');
  private readonly databaseFaults = new Map<string, DatabaseFaults>();
  private readonly sendFaults = new Map<string, Counted<SendFault>>();
  private readonly podFaults = new Map<string, PodFault[]>();

  constructor(plan: WorldPlan) {
    this.simulation = new Simulation(plan.seed);
    this.wire = new Wire(this.simulation, plan.slowestMs);
    this.broker = new Broker(this.simulation, this.wire);
    for (const { plan: service, pods } of plan.services) this.add(service, pods);
    this.createTopics(plan);
    for (const fault of plan.faults) this.foresee(fault);
  }

  /** Every process starts. */
  start(): void {
    for (const pod of this.pods) pod.start();
  }

  databaseOf(service: string): Database {
    return this.databases.get(service)!;
  }

  faultsOf(service: string): DatabaseFaults {
    return this.databaseFaults.get(service)!;
  }

  sendFaultsOf(service: string): Counted<SendFault> {
    return this.sendFaults.get(service)!;
  }

  podsOf(service: string): Pod[] {
    return this.pods.filter(({ service: { name } }) => name === service);
  }

  alarmed(pod: string, alarm: Alarm, context: Readonly<Record<string, unknown>>): void {
    // Whatever goes wrong here, nothing is called that does not exist.
    const isMistake = String(context['error']).startsWith('TypeError');
    if (isMistake || !EXPECTED.includes(alarm))
      this.violations.push(`${pod} raised ${alarm}: ${JSON.stringify(context)}`);
  }

  /** A process began: what is to happen to it is known from the beginning. */
  born(pod: Pod, actor: Actor): void {
    const fault = this.podFaults.get(pod.name)?.shift();
    if (fault === undefined) return;
    actor.interruption = { step: fault.step, run: () => this.strike(pod, fault) };
  }

  /** From now on nothing goes wrong any more. */
  calm(): void {
    for (const faults of this.databaseFaults.values()) faults.clear();
    for (const faults of this.sendFaults.values()) faults.clear();
    this.calls.clear();
    this.doors.clear();
    this.podFaults.clear();
    this.fate.alive = false;
    for (const { life } of this.pods) if (life !== undefined) life.actor.interruption = undefined;
  }

  /** Who inside is at work, or waited for; undefined: nobody, until something new comes or becomes due. */
  get busy(): Busy | undefined {
    const { broker } = this;
    for (const pod of this.pods) if (!pod.isIdle) return pod;
    if (broker.actor.expected > 0) return broker.actor;
    for (const [name, { isBehind }] of broker.groups) if (isBehind) return { name, occupation: 'reading' };
    for (const database of this.databases.values()) {
      if (database.actor.expected > 0 || !this.isPublished(database)) return database.actor;
    }
    return undefined;
  }

  /** Somebody outside will still do something. */
  get isAwaited(): boolean {
    return this.simulation.outside.expected > 0;
  }

  /** Inputs wait, and processes have in memory which: what happens to one of them meanwhile matters. */
  get isHolding(): boolean {
    return [...this.databases.values()].some(({ parkedInputs }) => parkedInputs.nextAt !== undefined);
  }

  /** Calls to others are still to be tried, inputs wait, or views are to be made anew. */
  get hasUnfinished(): boolean {
    if (this.isRebuilding) return true;
    return [...this.databases.values()].some(
      ({ tasks, parkedInputs }) =>
        parkedInputs.nextAt !== undefined || [...tasks.kinds].some((kind) => kind.startsWith(EFFECT_TASK)),
    );
  }

  /** When somebody outside does something, a fault strikes, or something is due that waits for its time; undefined: never. */
  get nextNews(): number | undefined {
    const times = [this.simulation.nextNews ?? Infinity];
    for (const { tasks, parkedInputs } of this.databases.values()) {
      times.push(tasks.nextAt ?? Infinity, parkedInputs.nextAt ?? Infinity);
    }
    if (this.isRebuilding) times.push(this.simulation.time + VIEWS_POLL_MS);
    const first = Math.min(...times);
    return first === Infinity ? undefined : first;
  }

  /** A rebuild was asked for and has not ended. Whoever begins it died, or has not looked yet. */
  private get isRebuilding(): boolean {
    return [...this.databases.values()].some(({ positions }) =>
      [...resultOf(positions.named('view:')).values()].some((kept) => /"state":"re/.test(kept)),
    );
  }

  private add(service: ServicePlan, pods: number): void {
    const { name } = service;
    this.databases.set(name, new Database(name, this.simulation));
    this.databaseFaults.set(name, new DatabaseFaults());
    this.sendFaults.set(name, new Counted());
    for (let count = 1; count <= pods; count += 1) this.pods.push(new Pod(`${name}-${count}`, service, this));
  }

  private createTopics({ services, partitions }: WorldPlan): void {
    const topics = new Set(services.flatMap(({ plan }) => plan.topics));
    this.broker.ensure([...topics].map((name) => ({ name, partitions })));
  }

  private isPublished({ name, log, numbers }: Database): boolean {
    if (log.length === 0) return true;
    return this.podsOf(name).some(({ life }) => {
      const { leading, position } = life?.relay.state ?? {};
      const place = position === undefined ? undefined : Place.parse(position);
      return leading && place !== undefined && numbers.ends.every((end) => place.has(end));
    });
  }

  private foresee(fault: Fault): void {
    switch (fault.kind) {
      case 'append':
        return this.faultsOf(fault.service).appends.add(fault.nth, fault.how);
      case 'request':
        return this.faultsOf(fault.service).requests.add(fault.nth, fault.how);
      case 'row':
        return this.faultsOf(fault.service).rows.add(fault.nth, fault.how);
      case 'send':
        return this.sendFaultsOf(fault.service).add(fault.nth, fault.how);
      case 'call':
        return this.calls.add(fault.nth, fault.how);
      case 'door':
        return this.doors.add(fault.nth, fault.how);
      case 'clock':
        return this.setClock(fault.pod, fault.ms);
      case 'crash':
      case 'leave':
      case 'freeze':
        return void this.podFaults.set(fault.pod, [...(this.podFaults.get(fault.pod) ?? []), fault]);
      case 'rebalance':
      case 'relay-dies':
      case 'fail-over':
      case 'broker-away':
        this.simulation.plan(this.fate, START + fault.atMs - this.simulation.time, () => this.happen(fault));
    }
  }

  private happen(fault: Extract<Fault, { readonly atMs: number }>): void {
    switch (fault.kind) {
      case 'rebalance':
        return this.broker.group(fault.service).rebalance();
      case 'relay-dies':
        return this.killRelay(fault.service);
      case 'fail-over':
        return this.databaseOf(fault.service).failOver(fault.ms);
      case 'broker-away':
        this.broker.awayUntil = this.simulation.time + fault.ms;
    }
  }

  private killRelay(service: string): void {
    const leading = this.podsOf(service).find(({ life }) => life?.relay.state.leading);
    if (leading !== undefined) this.strike(leading, { kind: 'crash', pod: leading.name, step: 0, backAfterMs: 20 });
  }

  private setClock(name: string, ms: number): void {
    const pod = this.pods.find((each) => each.name === name);
    if (pod !== undefined) pod.clockOffset = ms;
  }

  private strike(pod: Pod, fault: PodFault): void {
    const { simulation, broker, wire } = this;
    const again = (ms: number) => void wire.deliver(simulation.outside, ms, () => pod.start());
    switch (fault.kind) {
      case 'crash':
        pod.die();
        return again(fault.backAfterMs);
      case 'leave':
        return pod.life === undefined ? undefined : pod.leave(() => again(fault.backAfterMs));
      case 'freeze': {
        const actor = pod.actor!;
        actor.pausedUntil = simulation.time + fault.ms;
        broker.group(pod.service.name).lost(actor);
      }
    }
  }
}
