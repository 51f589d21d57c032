import { RecentMap, type NewTask } from '@entrepot/eventstore';
import type { TimerDefinition } from '../handlers/wakes';
import { BatchWriter, tellWaiting } from '../runtime/batch-writer';
import type { ServiceParts } from '../runtime/service-parts';
import type { StreamState } from '../runtime/state-reader';
import type { TaskRunner } from '../tasks/task-runner';
import type { Touched } from './moving-streams';
import { StreamLane, type StreamLaneTools } from './stream-lane';

/** What a timer's task carries. */
export interface TimerPayload {
  readonly key: string;
  /** The time it was made for: before it the task must not be forgotten, whatever the state says. */
  readonly dueAt: string;
  /** What its stream had come to at least; absent in tasks of earlier releases. */
  readonly version?: number;
}

interface Pending {
  readonly task: NewTask;
  readonly touched: Touched;
}

const REMEMBERED = 25_000;
/** A task that is due so soon may be worked on already. */
const NEARLY_DUE_MS = 2_000;

export function timerKind(name: string): string {
  return `timer:${name}`;
}

/**
 * Makes the one timer of each stream: a task named after the stream, due when its state says. It only ever moves
 * forward here; that the time has become later, or that none is needed, is found out when it fires.
 *
 * Most events do not change when a saga is due. So the time for which this process itself made the task of a new stream
 * is remembered: until then the task is there, since nothing else than its firing deletes it, and needs no write.
 */
export class TimerLane extends StreamLane {
  private readonly writer: BatchWriter<Pending>;
  private readonly runner: TaskRunner;
  private readonly made = new RecentMap<number>(REMEMBERED);

  constructor(
    private readonly definition: TimerDefinition,
    parts: ServiceParts,
    tools: StreamLaneTools & { readonly runner: TaskRunner },
  ) {
    super(definition.name, definition.of, parts, tools);
    this.runner = tools.runner;
    this.writer = new BatchWriter<Pending>({
      write: (pending) => parts.backbone.tasks.advance(pending.map(({ task }) => task)),
      refused: ({ touched }, error) => this.giveUp(touched, error),
      waits: tellWaiting(parts, definition.name),
      clock: parts.clock,
    });
  }

  /** A new generation: what another process did meanwhile is not known. */
  forget(): void {
    this.made.clear();
  }

  protected follow(touched: Touched, { state, version }: StreamState, done: () => void): void {
    const dueAt = this.definition.dueAt(state);
    if (dueAt === undefined || this.isMade(touched.meta.stream, Date.parse(dueAt))) return done();
    const { stream, merchantId, key } = touched.meta;
    const payload: TimerPayload = { key, dueAt, version };
    const task: NewTask = { id: stream, kind: timerKind(this.definition.name), merchantId, payload, dueAt };
    this.writer.add({ task, touched }, () => {
      this.runner.nudge(Date.parse(dueAt) - this.parts.clock.now());
      if (touched.born || this.made.has(stream)) this.made.set(stream, Date.parse(dueAt));
      done();
    });
  }

  private isMade(stream: string, dueAt: number): boolean {
    const made = this.made.get(stream);
    if (made === undefined) return false;
    if (made > this.parts.clock.now() + NEARLY_DUE_MS) return made <= dueAt;
    this.made.delete(stream);
    return false;
  }
}
