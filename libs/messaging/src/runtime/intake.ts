import type { Assignment, RawMessage, Reading, Subscriber, TopicPartition } from '../bus/bus';
import type { DeadLettering } from '../lanes/dead-lettering';
import { Header, headerText, streamKindOf } from '../message/headers';
import { Incoming } from '../message/incoming';
import { JumpWatch } from './jump-watch';
import { PartitionWindow } from './partition-window';
import type { Routes, TopicRoutes } from './routes';
import type { ServiceParts } from './service-parts';

/** A fetch is answered after four seconds at the latest. */
const DEAF_AFTER_MS = 6_000;

export interface IntakeTools {
  readonly routes: Routes;
  readonly deadLetters: DeadLettering;
  /** Runs before the first message of a generation. When `isOver` says so, another one has begun: it leaves no trace. */
  readonly prepare: (assignments: readonly Assignment[], isOver: () => boolean) => Promise<void>;
  readonly ended: (error: Error) => void;
}

/**
 * Takes what was read and gives it to the lanes; knows per partition what has a durable result and commits that, on a
 * timer. Never waits for a lane: a partition with too much under way is paused, and one whose door has no room.
 */
export class Intake implements Subscriber {
  private windows = new Map<string, PartitionWindow>();
  private generation = 0;
  /** The generation that began last; `generation` follows when it is prepared. */
  private newest = 0;
  private reading: Reading | undefined;
  private cancelCommit: (() => void) | undefined;
  private committing: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly jumps = new JumpWatch();

  constructor(
    private readonly parts: ServiceParts,
    private readonly tools: IntakeTools,
  ) {}

  /** Begins to read. */
  async open(): Promise<void> {
    const { bus, name } = this.parts;
    this.reading = await bus.read(name, this.tools.routes.names, this);
  }

  /** No message comes in after this. */
  async halt(): Promise<void> {
    this.closed = true;
    await this.reading?.halt();
  }

  /** Commits what has a durable result and leaves the group. */
  async leave(): Promise<void> {
    this.cancelCommit?.();
    await this.committing;
    await this.commit();
    for (const window of this.windows.values()) window.live = false;
    await this.reading?.leave();
    this.reading = undefined;
  }

  /** Leaves as a process that dies does. */
  async abandon(): Promise<void> {
    this.closed = true;
    this.cancelCommit?.();
    for (const window of this.windows.values()) window.live = false;
    await this.reading?.leave();
    this.windows = new Map();
    this.reading = undefined;
  }

  /** Messages without a durable result; once it was halted, what nobody has taken is left to the next reader. */
  get unsettled(): number {
    let count = 0;
    for (const { unsettled, held } of this.windows.values()) count += unsettled + (this.closed ? 0 : held.length);
    return count;
  }

  /** By topic, when the broker got the oldest message without a durable result, milliseconds since the epoch; 0: there is none. */
  oldest(): Map<string, number> {
    const oldest = new Map<string, number>();
    for (const { from, oldestAt = 0 } of this.windows.values()) {
      const known = oldest.get(from.topic) ?? 0;
      oldest.set(from.topic, known === 0 || oldestAt === 0 ? known + oldestAt : Math.min(known, oldestAt));
    }
    return oldest;
  }

  /**
   * For how long nothing has come in of these topics, milliseconds; 0 where that is not certain: others read of them, something is
   * under way, or the reading gave no sign of life for some seconds.
   */
  quietMs(topics: readonly string[]): number {
    if ((this.silentMs ?? Infinity) > DEAF_AFTER_MS) return 0;
    const windows = [...this.windows.values()];
    const heardAt = topics.map((topic) => lastHeard(windows.filter(({ from }) => from.topic === topic)));
    return heardAt.length === 0 ? 0 : Math.max(0, this.parts.clock.elapsed() - Math.max(...heardAt));
  }

  /** Milliseconds since the last sign of life of the reading; undefined when nothing is read. */
  get silentMs(): number | undefined {
    return this.reading?.silentMs();
  }

  /** Milliseconds since the reading last tried to reach a broker; undefined when nothing is read. */
  get idleMs(): number | undefined {
    return this.reading?.idleMs();
  }

  async assigned(generation: number, assignments: readonly Assignment[]): Promise<void> {
    for (const window of this.windows.values()) window.live = false;
    this.newest = generation;
    // Preparations of two generations may end in any order.
    const isOver = () => this.newest !== generation;
    await this.tools.prepare(assignments, isOver);
    if (isOver()) return;
    this.generation = generation;
    this.jumps.forget();
    const relieve = (window: PartitionWindow) => this.relieve(window);
    const windows = assignments.map((assignment) => new PartitionWindow(assignment, relieve));
    for (const window of windows) window.heardAt = this.parts.clock.elapsed();
    this.windows = new Map(windows.map((window) => [place(window.from), window]));
  }

  received(generation: number, from: TopicPartition, messages: readonly RawMessage[]): void {
    const window = this.windows.get(place(from));
    if (generation !== this.generation || window === undefined || this.closed) return;
    this.parts.watch.consumed?.(from.topic, messages.length);
    window.heardAt = this.parts.clock.elapsed();
    if (window.held.length > 0) window.held = [...window.held, ...messages];
    else this.takeAll(messages, window);
    if (window.unsettled > this.parts.limits.window) this.pause(window);
  }

  lost(from: TopicPartition, first: number, next: number): void {
    this.parts.watch.alarm?.('messages-lost', { ...from, first, next });
  }

  failed(error: Error): void {
    this.tools.ended(error);
  }

  /** As far as there is room behind the door. */
  private takeAll(messages: readonly RawMessage[], window: PartitionWindow): void {
    const routes = this.tools.routes.of(window.from.topic);
    const { admission } = routes;
    let taken = 0;
    while (taken < messages.length && (admission?.hasRoom ?? true)) this.take(messages[taken++]!, window, routes);
    this.scheduleCommit();
    if (taken === messages.length) return;
    window.held = messages.slice(taken);
    this.pause(window);
    admission?.whenRoom(() => this.goOn(window));
  }

  private goOn(window: PartitionWindow): void {
    if (!window.live || this.closed) return;
    const { held } = window;
    window.held = [];
    this.takeAll(held, window);
    this.relieve(window);
  }

  /** A message of a type that nobody wants costs a look at one header. */
  private take(message: RawMessage, window: PartitionWindow, routes: TopicRoutes): void {
    const offset = Number(message.offset);
    const type = headerText(message.headers, Header.type) ?? '';
    if (routes.ofEvents && type === '') return this.refuse(message, offset, window);
    if (routes.ofEvents) this.watchForJumps(message, window);
    const kind = routes.byStreamKind ? streamKindOf(headerText(message.headers, Header.id) ?? '') : undefined;
    const lanes = routes.lanes(type, kind);
    if (lanes.length === 0) return window.skip(offset);
    const { topic, partition } = window.from;
    const incoming = new Incoming(message, topic, partition, offset);
    if (routes.ofEvents && !incoming.isEvent) return this.refuse(message, offset, window);
    const mayRepeat = message.headers?.[Header.mayRepeat] !== undefined;
    const delivery = window.open(offset, lanes.length, mayRepeat);
    delivery.receivedAt = message.timestamp;
    for (const lane of lanes) lane.receive(incoming, delivery);
  }

  private watchForJumps({ headers, offset }: RawMessage, { from }: PartitionWindow): void {
    const previous = this.jumps.missing(place(from), headers);
    if (previous === undefined) return;
    const id = headerText(headers, Header.id);
    this.parts.watch.alarm?.('version-jump', { ...from, offset, id, previous });
  }

  /** Something on a topic of events that is none: kept for a person to look at. */
  private refuse(message: RawMessage, offset: number, window: PartitionWindow): void {
    const { topic, partition } = window.from;
    const delivery = window.open(offset, 1);
    const incoming = new Incoming(message, topic, partition, offset);
    const reason = 'The CloudEvents headers are not those of an event';
    const failure = { kind: 'dead', code: 'message.malformed', reason } as const;
    const source = `${topic}/${partition}/${offset}`;
    this.tools.deadLetters.add({ handler: 'intake', source, incoming, failure, attempts: 1 }, () => delivery.settle());
    this.parts.watch.alarm?.('unreadable-message', { topic, partition, offset });
  }

  private pause(window: PartitionWindow): void {
    if (window.paused) return;
    window.paused = true;
    this.reading?.pause(window.from);
  }

  private relieve(window: PartitionWindow): void {
    if (!window.paused || !window.live || window.held.length > 0 || window.unsettled > this.parts.limits.window / 2)
      return;
    window.paused = false;
    this.reading?.resume(window.from);
  }

  /** The timer runs from a message until everything that was read is committed: at rest it costs nothing. */
  private scheduleCommit(): void {
    if (this.closed || this.cancelCommit !== undefined) return;
    this.cancelCommit = this.parts.clock.after(this.parts.limits.commitEveryMs, () => {
      this.committing = this.commit().finally(() => {
        this.cancelCommit = undefined;
        if ([...this.windows.values()].some((window) => !window.isCommitted)) this.scheduleCommit();
      });
    });
  }

  /** Offsets that do not get through are taken again the next time. */
  private async commit(): Promise<void> {
    const { windows, generation } = this;
    const offsets = [...windows.values()].flatMap((window) => window.takeCommit() ?? []);
    if (offsets.length === 0) return;
    try {
      await this.reading?.commit(generation, offsets);
    } catch (error) {
      for (const offset of offsets) windows.get(place(offset))?.restoreCommit();
      this.parts.watch.alarm?.('store-failed', { what: 'offsets', error: String(error) });
    }
  }
}

/** When something last came in of a topic whose windows these are, as the clock has elapsed; for ever, where it is not all of them. */
function lastHeard(windows: readonly PartitionWindow[]): number {
  const isAll = windows.length > 0 && windows.length === windows[0]!.ofTopic;
  if (!isAll || windows.some(({ unsettled, held }) => unsettled > 0 || held.length > 0)) return Infinity;
  return Math.max(...windows.map(({ heardAt }) => heardAt));
}

function place({ topic, partition }: TopicPartition): string {
  return `${topic} ${partition}`;
}
